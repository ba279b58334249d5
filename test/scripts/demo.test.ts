import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { stopDev } from '../../scripts/demo/commands.ts';

describe('the demo', () => {
  it('reports a dev that has ended by itself, instead of waiting for its end', async () => {
    const dev = spawn(process.execPath, ['-e', 'process.exitCode = 7']);
    await once(dev, 'exit');
    const late = new Promise<null>((resolve) => void setTimeout(resolve, 5000, null).unref());
    const failure = await Promise.race([stopDev(dev).catch((error: unknown) => error as Error), late]);
    expect(failure?.message).to.equal('dev ended with exit code 7');
  });
});
