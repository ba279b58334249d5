import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startTicker } from '../../../src/discovery/index.ts';
import { until } from '../../event-bus/until.ts';

describe('a ticker', () => {
  it('may have an interval longer than any timer', async () => {
    let ticks = 0;
    const ticker = startTicker(30 * 86_400_000, async () => {
      ticks += 1;
    });
    await sleep(30);
    await ticker.stop();
    expect(ticks).to.equal(0);
  });

  it('ticks again and again, also after a tick that fails, and reports the failure', async () => {
    const failures: unknown[] = [];
    let ticks = 0;
    const ticker = startTicker(
      1,
      async () => {
        ticks += 1;
        if (ticks === 2) throw new Error('once');
      },
      (error) => failures.push(error),
    );
    await until(() => ticks > 3);
    await ticker.stop();
    expect(failures.map(String)).to.deep.equal(['Error: once']);
  });

  it('never ticks twice at once, waits for a running tick when it stops, and ticks no more', async () => {
    const gate = Promise.withResolvers<void>();
    let [ticks, running, most] = [0, 0, 0];
    const ticker = startTicker(1, async () => {
      ticks += 1;
      most = Math.max(most, (running += 1));
      await gate.promise;
      running -= 1;
    });
    await until(() => ticks === 1);
    await sleep(20);
    let ended = false;
    const stopping = ticker.stop().then(() => {
      ended = true;
    });
    await sleep(5);
    expect({ ended, ticks, most }).to.deep.equal({ ended: false, ticks: 1, most: 1 });
    gate.resolve();
    await stopping;
    await sleep(20);
    expect(ticks).to.equal(1);
  });

  it('ticks no more once it has stopped', async () => {
    let ticks = 0;
    const ticker = startTicker(10, async () => {
      ticks += 1;
    });
    await ticker.stop();
    await sleep(30);
    expect(ticks).to.equal(0);
  });
});
