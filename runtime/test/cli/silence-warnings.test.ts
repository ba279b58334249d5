import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const KINDS = ['DeprecationWarning', 'TimeoutNegativeWarning', 'MaxListenersExceededWarning', 'Warning'];

/** Emits a warning of each kind once the program has set itself up. */
const WARN = `process.on('exit', () => {
  for (const name of ${JSON.stringify(KINDS)}) process.emit('warning', Object.assign(new Error('a late one'), { name }));
});`;

describe('warnings of Node in a command', () => {
  it('are not printed, whatever kind they have, and are with --debug', () => {
    const program = [
      '--conditions=onex-source',
      '--disable-warning=ExperimentalWarning',
      '--import',
      `data:text/javascript,${encodeURIComponent(WARN)}`,
      MAIN,
    ];
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [...program, '--version', ...args], { encoding: 'utf8' });
    const quiet = run();
    expect([quiet.status, quiet.stderr]).to.deep.equal([0, '']);
    const { stderr } = run('--debug');
    for (const kind of KINDS) expect(stderr).to.contain(`${kind}: a late one`);
  });
});
