import { expect } from 'chai';
import { createAdoption, KeyedQueue } from '../../src/state/index.ts';

describe('a queue by key', () => {
  it('runs work of one key in its order, and of different keys at once', async () => {
    const queue = new KeyedQueue();
    const gate = Promise.withResolvers<void>();
    const done: string[] = [];
    const slow = queue.run('a', async () => {
      await gate.promise;
      done.push('a 1');
    });
    const next = queue.run('a', async () => void done.push('a 2'));
    await queue.run('b', async () => void done.push('b'));
    expect(done).to.deep.equal(['b']);
    gate.resolve();
    await Promise.all([slow, next]);
    expect(done).to.deep.equal(['b', 'a 1', 'a 2']);
  });

  it('goes on after work that failed, whose failure only its caller sees', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('a', async () => {
      throw new Error('no');
    });
    const next = queue.run('a', async () => 'yes');
    expect(await failing.catch((error: unknown) => (error as Error).message)).to.equal('no');
    expect(await next).to.equal('yes');
  });

  it('is idle when nothing runs any more, work that was added meanwhile included', async () => {
    const queue = new KeyedQueue();
    const done: number[] = [];
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
    void queue.run('a', async () => {
      await pause();
      void queue.run('b', async () => {
        await pause();
        done.push(2);
      });
      done.push(1);
    });
    await queue.idle();
    expect(done).to.deep.equal([1, 2]);
    await queue.idle();
  });
});

describe('the adoption of rows of runtime 0.1', () => {
  it('happens once for each owner, again after a failure, and never for a key without a former one', async () => {
    const calls: [string, string][] = [];
    let failures = 1;
    const adopt = createAdoption(async (owner, former) => {
      calls.push([owner, former]);
      if (failures-- > 0) throw new Error('not now');
    });
    await adopt('node_x');
    const first = await adopt('local/shop/x').catch((error: unknown) => (error as Error).message);
    expect(first).to.equal('not now');
    await Promise.all([adopt('local/shop/x'), adopt('local/shop/x'), adopt('local/shop/y')]);
    expect(calls).to.deep.equal([
      ['local/shop/x', 'x'],
      ['local/shop/x', 'x'],
      ['local/shop/y', 'y'],
    ]);
  });
});
