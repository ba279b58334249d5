import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import type { EachBatchPayload } from 'kafkajs';
import { type BatchOptions, consumeBatch } from '../../../../src/event-bus/kafka/consume-batch.ts';
import type { Lag } from '../../../../src/event-bus/kafka/lag.ts';

type Handle = BatchOptions['subscription']['handle'];

interface Given {
  readonly handle?: Handle;
  readonly stopping?: AbortSignal;
  readonly heartbeat?: () => Promise<void>;
  readonly commit?: () => Promise<void>;
  readonly isStale?: () => boolean;
  readonly isRunning?: () => boolean;
  /** Offset of the last record with those that are never handed out. */
  readonly lastOffset?: string;
}

function batchOf(offsets: readonly string[], given: Given = {}) {
  const seen = { handled: [] as bigint[], resolved: [] as string[], errors: [] as unknown[], told: 0 };
  const lags: [string, ...bigint[]][] = [];
  const lag: Lag = {
    assigned: () => {},
    fetched: (_topic, _partition, next, end) => void lags.push(['fetched', next, end]),
    done: (_topic, _partition, next) => void lags.push(['done', next]),
    tell: () => void (seen.told += 1),
    refresh: async () => {},
    next: () => null,
  };
  const payload = {
    batch: {
      topic: 't',
      partition: 2,
      highWatermark: '90',
      messages: offsets.map((offset) => ({ offset, key: null, value: null, timestamp: '0' })),
      firstOffset: () => offsets[0] ?? null,
      lastOffset: () => given.lastOffset ?? offsets.at(-1) ?? '-1',
    },
    heartbeat: given.heartbeat ?? (async () => {}),
    commitOffsetsIfNecessary: given.commit ?? (async () => {}),
    resolveOffset: (offset: string) => void seen.resolved.push(offset),
    isRunning: given.isRunning ?? (() => true),
    isStale: given.isStale ?? (() => false),
  } as unknown as EachBatchPayload;
  const done = consumeBatch(payload, {
    subscription: {
      async handle(record, signal) {
        seen.handled.push(record.offset);
        await given.handle?.(record, signal);
      },
      onError: (error) => void seen.errors.push(error),
    },
    lag,
    concurrency: 1,
    backoff: { initialMs: 1, maxMs: 1 },
    heartbeatMs: 1,
    stopping: given.stopping ?? new AbortController().signal,
  });
  return { done, seen, lags };
}

const rejection = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describe('a batch of records', () => {
  it('is handled in order, and each offset that is done is resolved', async () => {
    const { done, seen, lags } = batchOf(['5', '6', '9']);
    await done;
    expect(seen.handled).to.deep.equal([5n, 6n, 9n]);
    expect(seen.resolved).to.deep.equal(['5', '6', '9']);
    expect(lags).to.deep.equal([
      ['fetched', 5n, 90n],
      ['done', 6n],
      ['done', 7n],
      ['done', 10n],
    ]);
    expect(seen.told).to.be.at.least(1);
  });

  it('counts the marks after its last record as done, and only those', async () => {
    const { done, lags } = batchOf(['5', '6'], { lastOffset: '8' });
    await done;
    expect(lags.slice(1)).to.deep.equal([
      ['done', 6n],
      ['done', 9n],
    ]);
  });

  it('delivers a record again until it is handled, and reports each failure', async () => {
    let failures = 3;
    const { done, seen } = batchOf(['5', '6'], {
      async handle({ offset }) {
        if (offset === 5n && failures-- > 0) throw new Error('not yet');
      },
    });
    await done;
    expect(seen.handled).to.deep.equal([5n, 5n, 5n, 5n, 6n]);
    expect(seen.errors).to.have.length(3);
    expect(seen.resolved).to.deep.equal(['5', '6']);
  });

  it('leaves the record that fails while the node stops, and all after it, to the next owner', async () => {
    const stopping = new AbortController();
    const { done, seen } = batchOf(['5', '6', '7'], {
      stopping: stopping.signal,
      async handle({ offset }, signal) {
        if (offset !== 6n) return;
        stopping.abort();
        expect(signal.aborted).to.equal(true);
        throw new Error('interrupted');
      },
    });
    await done;
    expect(seen.handled).to.deep.equal([5n, 6n]);
    expect(seen.resolved).to.deep.equal(['5']);
  });

  it('resolves the record in hand when the node stops meanwhile', async () => {
    const stopping = new AbortController();
    const { done, seen } = batchOf(['5', '6'], {
      stopping: stopping.signal,
      handle: async () => stopping.abort(),
    });
    await done;
    expect(seen.resolved).to.deep.equal(['5']);
  });

  for (const [what, end] of [
    ['is stale', (over: () => boolean): Given => ({ isStale: over })],
    ['is of a consumer that stopped', (over: () => boolean): Given => ({ isRunning: () => !over() })],
  ] as const) {
    it(`begins no record once it ${what}`, async () => {
      let handled = 0;
      const { done, seen } = batchOf(['5', '6'], {
        ...end(() => handled > 0),
        handle: async () => void (handled += 1),
      });
      await done;
      expect(seen.handled).to.deep.equal([5n]);
    });
  }

  it('ends with the error of a commit, begins nothing more, and finishes what is in hand', async () => {
    const fenced = new Error('fenced');
    const { done, seen } = batchOf(['5', '6', '7'], {
      commit: () => Promise.reject(fenced),
      handle: async ({ offset }) => void (offset > 5n && (await nextTurn())),
    });
    expect(await rejection(done)).to.equal(fenced);
    expect(seen.handled).to.deep.equal([5n, 6n]);
    expect(seen.resolved).to.deep.equal(['5', '6']);
  });

  it('commits once at a time, and again for what is done later', async () => {
    let open = 0;
    let most = 0;
    let commits = 0;
    const { done } = batchOf(['5', '6', '7'], {
      async commit() {
        commits += 1;
        most = Math.max(most, (open += 1));
        await nextTurn();
        open -= 1;
      },
      handle: async ({ offset }) => {
        if (offset < 7n) return;
        for (let turn = 0; turn < 3; turn += 1) await nextTurn();
      },
    });
    await done;
    expect([commits, most]).to.deep.equal([2, 1]);
  });

  it('sends heartbeats while a handler takes long, and none after the end', async () => {
    let beats = 0;
    const enough = Promise.withResolvers<void>();
    const { done } = batchOf(['5'], {
      heartbeat: async () => void (++beats === 2 && enough.resolve()),
      handle: () => enough.promise,
    });
    await done;
    const before = beats;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(beats).to.equal(before);
  });

  it('tells the handler when a heartbeat fails, and ends with the first such error', async () => {
    const errors = [new Error('rebalancing'), new Error('later')];
    let beats = 0;
    const { done, seen } = batchOf(['5', '6'], {
      heartbeat: () => Promise.reject(errors[Math.min(beats++, 1)]),
      handle: (_record, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve());
        }),
    });
    expect(await rejection(done)).to.equal(errors[0]);
    expect(seen.handled).to.deep.equal([5n]);
  });

  it('without records ends at once', async () => {
    const { done, seen, lags } = batchOf([]);
    await done;
    expect(seen.resolved).to.deep.equal([]);
    expect(lags).to.deep.equal([['fetched', 0n, 90n]]);
  });
});
