import { expect } from 'chai';
import { type Clock, createClock } from '../../../../../../test/faults/index.ts';
import { batchCalls } from '../../../../../src/event-bus/stores/deduplication/sqlite/batch-calls.ts';

describe('questions to a database', () => {
  it('of one turn are asked at once, and each gets its own answer', async () => {
    const calls: number[][] = [];
    const double = batchCalls<number, number>(async (take) => {
      const items = take();
      calls.push([...items]);
      return items.map((item) => item * 2);
    });
    const late = (async (): Promise<number> => {
      await Promise.resolve();
      return double(3);
    })();
    expect(await Promise.all([double(1), double(2), late])).to.deep.equal([2, 4, 6]);
    expect(await double(4)).to.equal(8);
    expect(calls).to.deep.equal([[1, 2, 3], [4]]);
  });

  it('of the next turns are among them while each turn brings more, and one that comes alone does not wait', async () => {
    const calls: number[][] = [];
    const ask = batchCalls<number, number>(async (take) => {
      const items = take();
      calls.push([...items]);
      return items;
    }, Number.POSITIVE_INFINITY);
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const answers = [ask(1), ask(2)];
    for (const item of [3, 4]) {
      await turn();
      answers.push(ask(item));
    }
    await Promise.all(answers);
    await ask(5);
    expect(calls).to.deep.equal([[1, 2, 3, 4], [5]]);
  });

  describe('while many are on their way', () => {
    let clock: Clock;
    beforeEach(() => {
      clock = createClock();
    });
    afterEach(() => clock.restore());

    /** Asks three at once, in a call that takes `ms`, then one after the other, with `between` ms between them. */
    const sizesOf = async (ms: number, between: number): Promise<number[]> => {
      const sizes: number[] = [];
      const ask = batchCalls<number, number>(async (take) => {
        const items = take();
        sizes.push(items.length);
        await new Promise((resolve) => setTimeout(resolve, ms));
        return items;
      });
      const first = Promise.all([ask(1), ask(2), ask(3)]);
      await clock.advance(ms);
      await first;
      const later: Promise<number>[] = [];
      for (const item of [4, 5, 6]) {
        later.push(ask(item));
        await clock.advance(between);
      }
      await clock.advance(10 * ms);
      await Promise.all(later);
      return sizes;
    };

    it('are asked for together when they come within the time that the last call took', async () => {
      expect(await sizesOf(4, 1)).to.deep.equal([3, 3]);
    });

    it('are asked for alone when they come later', async () => {
      expect(await sizesOf(2, 10)).to.deep.equal([3, 1, 1, 1]);
    });
  });

  it('that come up before it is ready are among them', async () => {
    const ready = Promise.withResolvers<void>();
    const calls: string[][] = [];
    const ask = batchCalls<string, string>(async (take) => {
      await ready.promise;
      const items = take();
      calls.push([...items]);
      return items;
    });
    const first = ask('a');
    await new Promise(setImmediate);
    const second = ask('b');
    ready.resolve();
    expect(await Promise.all([first, second])).to.deep.equal(['a', 'b']);
    expect(calls).to.deep.equal([['a', 'b']]);
  });

  it('that come up while a call fails that has taken its own are asked for by themselves', async () => {
    const failing = Promise.withResolvers<void>();
    const calls: string[][] = [];
    const ask = batchCalls<string, string>(async (take) => {
      const items = take();
      calls.push([...items]);
      if (items.includes('bad')) {
        await failing.promise;
        throw new Error('refused');
      }
      return items;
    });
    const bad = ask('bad').catch((error: Error) => error.message);
    while (calls.length === 0) await new Promise(setImmediate);
    const good = ask('good').catch((error: Error) => error.message);
    failing.resolve();
    expect(await Promise.all([bad, good])).to.deep.equal(['refused', 'good']);
    expect(calls).to.deep.equal([['bad'], ['good']]);
  });

  it('are all told when it fails, before or after it took them', async () => {
    for (const taken of [true, false]) {
      const ask = batchCalls<number, number>(async (take) => {
        if (taken) take();
        throw new Error('away');
      });
      const answers = await Promise.allSettled([ask(1), ask(2)]);
      expect(answers.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    }
  });
});
