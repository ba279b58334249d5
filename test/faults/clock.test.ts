import { expect } from 'chai';
import { createClock, type Clock } from './index.ts';

const DAY = 86_400_000;

describe('a clock under control', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = createClock(0);
  });
  afterEach(() => clock.restore());

  it('fires timers in their order as time passes, those set meanwhile included', async () => {
    const order: string[] = [];
    setTimeout(() => order.push('late'), 20);
    setTimeout(() => {
      order.push('early');
      void Promise.resolve().then(() => setTimeout(() => order.push('nested'), 5));
    }, 10);
    clearTimeout(setTimeout(() => order.push('cleared'), 1));
    await clock.advance(30);
    expect(order).to.deep.equal(['early', 'nested', 'late']);
    expect([Date.now(), new Date().getTime(), clock.waiting()]).to.deep.equal([30, 30, 0]);
  });

  it('jumps without firing anything, forward and back', async () => {
    let fired = false;
    setTimeout(() => (fired = true), 10);
    clock.jump(DAY);
    await clock.advance(9);
    expect([fired, Date.now()]).to.deep.equal([false, DAY + 9]);
    clock.jump(-2 * DAY);
    await clock.advance(1);
    expect([fired, Date.now()]).to.deep.equal([true, -DAY + 10]);
  });

  it('fires a timer of more than 24.8 days at once, as Node does', async () => {
    setTimeout(() => {}, 30 * DAY);
    await clock.advance(1);
    expect(clock.fired()).to.equal(1);
  });

  it('repeats an interval until it is cleared', async () => {
    let count = 0;
    const interval = setInterval(() => {
      count += 1;
      if (count === 3) clearInterval(interval);
    }, DAY).unref();
    await clock.advance(10 * DAY);
    expect(count).to.equal(3);
  });

  it('gives the real clock back', () => {
    const before = Date;
    clock.restore();
    expect(Date).to.not.equal(before);
    expect(new Date(0).toISOString()).to.equal('1970-01-01T00:00:00.000Z');
  });
});
