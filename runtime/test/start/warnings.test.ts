import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

const MODULE = new URL('../../src/start/warnings.ts', import.meta.url).href;

describe('warnings of a node that runs', () => {
  const stderrOf = (code: string): string => {
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module'];
    return spawnSync(process.execPath, [...flags, '-e', code], { encoding: 'utf8' }).stderr;
  };

  it('leave out those of negative timers, which kafkajs arms, and no others', () => {
    // Node 22 does not say it by itself.
    const warn = `setTimeout(() => {}, -1); process.emitWarning('-1 is negative', 'TimeoutNegativeWarning');
      process.emitWarning('kept', { code: 'MINE' });`;
    expect(stderrOf(warn)).to.include('TimeoutNegativeWarning').and.to.include('kept');
    const muted = stderrOf(`(await import('${MODULE}')).muteNegativeTimeouts(); ${warn}`);
    expect(muted).to.not.include('TimeoutNegativeWarning');
    expect(muted).to.include('[MINE] Warning: kept');
  });
});
