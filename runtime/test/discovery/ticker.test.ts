import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startTicker } from '../../src/discovery/index.ts';

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
});
