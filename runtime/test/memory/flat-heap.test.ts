import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('./busy-node.ts', import.meta.url));
const PER_ROUND = 3000;

describe('the memory of a node', () => {
  it('does not grow with the messages that it handled', async () => {
    const options = ['--expose-gc', '--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
    const { stdout } = await run(process.execPath, [...options, SCRIPT, '4', String(PER_ROUND)]);
    const [, before = 0, , after = 0] = JSON.parse(stdout) as number[];
    // A timer or a signal that is held for each message takes more than 150 bytes.
    expect((after - before) / (2 * PER_ROUND), 'bytes for each message').to.be.below(100);
  });
});
