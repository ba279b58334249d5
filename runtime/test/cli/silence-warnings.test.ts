import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const MODULE = fileURLToPath(new URL('../../src/cli/silence-warnings.ts', import.meta.url));
const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

describe('warnings of Node in a command', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, args, { encoding: 'utf8' });

  it('are not printed, whatever kind they have', () => {
    const code = `
      const { silenceWarnings } = await import(${JSON.stringify(MODULE)});
      silenceWarnings();
      setTimeout(() => {}, -5);
      setTimeout(() => {}, 2 ** 40);
      new Buffer(1);
      process.emitWarning('of a library', 'DeprecationWarning');
      const { EventEmitter } = await import('node:events');
      const emitter = new EventEmitter();
      for (let number = 0; number < 20; number += 1) emitter.on('x', () => {});`;
    const { status, stderr } = run('--input-type=module', '--eval', code);
    expect([status, stderr]).to.deep.equal([0, '']);
  });

  it('are not printed by the program itself, and are with --debug', () => {
    const late = "process.on('exit', () => process.emit('warning', new Error('a late one')))";
    const options = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
    const program = [...options, '--import', `data:text/javascript,${encodeURIComponent(late)}`, MAIN];
    expect(run(...program, '--version').stderr).to.equal('');
    expect(run(...program, '--version', '--debug').stderr).to.contain('a late one');
  });
});
