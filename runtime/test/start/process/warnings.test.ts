import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

const MODULE = new URL('../../../src/start/process/warnings.ts', import.meta.url).href;

describe('warnings of a node that runs', () => {
  const stderrOf = (code: string): string =>
    spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stderr;

  it('leave out those of negative timers and of experimental parts of Node, and no others', () => {
    // Node 22 does not warn of negative timers.
    const warn = `setTimeout(() => {}, -1); process.emitWarning('-1 is negative', 'TimeoutNegativeWarning');
      process.emitWarning('x is new', { type: 'ExperimentalWarning' });
      process.emitWarning(Object.assign(new Error('y is new'), { name: 'ExperimentalWarning' }));
      process.emitWarning('kept', { code: 'MINE' }); await import('node:sqlite');`;
    expect(stderrOf(warn)).to.include('TimeoutNegativeWarning').and.to.include('y is new');
    const muted = stderrOf(`(await import('${MODULE}')).muteWarnings(); ${warn}`);
    expect(muted).to.not.match(/TimeoutNegativeWarning|ExperimentalWarning/u);
    expect(muted).to.include('[MINE] Warning: kept');
  });
});
