import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import type { EachBatchPayload } from 'kafkajs';
import {
  type BatchOptions,
  consumeBatch,
} from '../../../../../src/event-bus/transports/kafka/consumer/consume-batch.ts';
import { createInFlightWork } from '../../../../../src/event-bus/transports/kafka/consumer/in-flight-work.ts';
import type { Lag } from '../../../../../src/event-bus/transports/kafka/consumer/offsets/lag.ts';
import { MOST_WAITING } from '../../../../../src/event-bus/transports/partitions/index.ts';

type Handle = BatchOptions['subscription']['handle'];

interface Given {
  readonly handle?: Handle;
  readonly stopping?: AbortSignal;
  readonly isStale?: () => boolean;
  readonly isRunning?: () => boolean;
  /** Offset of the last record with those that are never handed out. */
  readonly lastOffset?: string;
  readonly concurrency?: number;
}

function setUp(given: Given = {}) {
  const seen = {
    handled: [] as bigint[],
    fetchedTo: [] as string[],
    committed: [] as string[],
    errors: [] as unknown[],
    paused: 0,
    resumed: 0,
  };
  const lags: [string, ...bigint[]][] = [];
  const lag: Lag = {
    assigned: () => {},
    fetched: (_topic, _partition, next, end) => void lags.push(['fetched', next, end]),
    done: (_topic, _partition, next) => void lags.push(['done', next]),
    tell: () => {},
    refresh: async () => {},
    next: () => null,
  };
  const inFlight = createInFlightWork();
  const options: BatchOptions = {
    subscription: {
      async handle(record, signal) {
        seen.handled.push(record.offset);
        await given.handle?.(record, signal);
      },
      onError: (error) => void seen.errors.push(error),
    },
    lag,
    inFlight,
    concurrency: given.concurrency ?? 1,
    backoff: { initialMs: 1, maxMs: 1 },
    stopping: given.stopping ?? new AbortController().signal,
  };
  const deliver = (offsets: readonly string[]): Promise<void> =>
    consumeBatch(
      {
        batch: {
          topic: 't',
          partition: 2,
          highWatermark: '90',
          messages: offsets.map((offset) => ({ offset, key: null, value: null, timestamp: '0' })),
          firstOffset: () => offsets[0] ?? null,
          lastOffset: () => given.lastOffset ?? offsets.at(-1) ?? '-1',
        },
        commitOffsetsIfNecessary: async (
          committed: Parameters<EachBatchPayload['commitOffsetsIfNecessary']>[0],
        ) =>
          void seen.committed.push(
            ...(committed?.topics ?? []).map(({ partitions }) => partitions[0]!.offset),
          ),
        resolveOffset: (offset: string) => void seen.fetchedTo.push(offset),
        pause: () => {
          seen.paused += 1;
          return () => void (seen.resumed += 1);
        },
        isRunning: given.isRunning ?? (() => true),
        isStale: given.isStale ?? (() => false),
      } as unknown as EachBatchPayload,
      options,
    );
  return { deliver, none: () => inFlight.none(), seen, lags };
}

describe('a batch of records', () => {
  it('is handled in order and committed; the client fetches on behind its last record', async () => {
    const { deliver, none, seen, lags } = setUp();
    await deliver(['5', '6', '9']);
    while (seen.handled.length < 3) await nextTurn();
    await none();
    expect(seen.handled).to.deep.equal([5n, 6n, 9n]);
    expect([seen.fetchedTo, seen.committed]).to.deep.equal([['9'], ['10']]);
    expect(lags[0]).to.deep.equal(['fetched', 5n, 90n]);
    expect(lags.slice(1)).to.deep.equal([
      ['done', 6n],
      ['done', 7n],
      ['done', 10n],
    ]);
  });

  it('does not wait for its handlers, so that the next one is fetched meanwhile', async () => {
    const slow = Promise.withResolvers<void>();
    const { deliver, none, seen, lags } = setUp({
      concurrency: 10,
      handle: ({ offset }) => (offset === 5n ? slow.promise : Promise.resolve()),
    });
    await deliver(['5', '6']);
    await deliver(['7', '8']);
    await nextTurn();
    expect(seen.handled).to.deep.equal([5n, 6n, 7n, 8n]);
    expect(lags.filter(([what]) => what === 'fetched').map(([, next]) => next)).to.deep.equal([5n, 5n]);
    slow.resolve();
    await none();
    expect(seen.committed).to.deep.equal(['9']);
  });

  it('counts the marks after its last record as done, and only those', async () => {
    const { deliver, none, seen } = setUp({ lastOffset: '8' });
    await deliver(['5', '6']);
    while (seen.handled.length < 2) await nextTurn();
    await none();
    expect(seen.committed).to.deep.equal(['9']);
  });

  it('delivers a record again until it is handled, and reports each failure', async () => {
    let failures = 3;
    const { deliver, none, seen } = setUp({
      async handle({ offset }) {
        if (offset === 5n && failures-- > 0) throw new Error('not yet');
      },
    });
    await deliver(['5', '6']);
    while (seen.handled.length < 5) await new Promise((resolve) => setTimeout(resolve, 1));
    await none();
    expect(seen.handled).to.deep.equal([5n, 5n, 5n, 5n, 6n]);
    expect(seen.errors).to.have.length(3);
    expect(seen.committed).to.deep.equal(['7']);
  });

  it('leaves the record that fails while the node stops, and all after it, to the next owner', async () => {
    const stopping = new AbortController();
    const { deliver, none, seen } = setUp({
      stopping: stopping.signal,
      async handle({ offset }, signal) {
        if (offset !== 6n) return;
        stopping.abort();
        expect(signal.aborted).to.equal(true);
        throw new Error('interrupted');
      },
    });
    await deliver(['5', '6', '7']);
    while (seen.handled.length < 2) await nextTurn();
    await none();
    expect(seen.handled).to.deep.equal([5n, 6n]);
    expect(seen.committed).to.deep.equal(['6']);
  });

  it('commits the record in hand when the node stops meanwhile', async () => {
    const stopping = new AbortController();
    const { deliver, none, seen } = setUp({
      stopping: stopping.signal,
      handle: async () => stopping.abort(),
    });
    await deliver(['5', '6']);
    await none();
    expect([seen.handled, seen.committed]).to.deep.equal([[5n], ['6']]);
  });

  it('is not taken while the node stops, and its partition is paused', async () => {
    const { deliver, seen } = setUp({ stopping: AbortSignal.abort() });
    await deliver(['5']);
    expect([seen.handled, seen.fetchedTo, seen.paused]).to.deep.equal([[], [], 1]);
  });

  for (const [what, given] of [
    ['is stale', { isStale: () => true }],
    ['is of a consumer that stopped', { isRunning: () => false }],
  ] as const) {
    it(`is not taken when it ${what}`, async () => {
      const { deliver, seen } = setUp(given);
      await deliver(['5']);
      expect([seen.handled, seen.fetchedTo]).to.deep.equal([[], []]);
    });
  }

  it('pauses its partition when there is no room for more, until there is', async () => {
    const slow = Promise.withResolvers<void>();
    const { deliver, none, seen } = setUp({ handle: () => slow.promise });
    await deliver(Array.from({ length: MOST_WAITING + 1 }, (_, offset) => String(offset)));
    expect([seen.paused, seen.resumed]).to.deep.equal([1, 0]);
    slow.resolve();
    while (seen.resumed === 0) await nextTurn();
    await none();
    expect(seen.committed.at(-1)).to.match(/^\d+$/u);
  });
});
