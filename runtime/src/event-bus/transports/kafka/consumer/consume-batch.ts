import type { EachBatchPayload } from 'kafkajs';
import { type Backoff, backoffMs, pause } from '../../../retry/index.ts';
import type { InboundRecord, SubscribeOptions } from '../../transport.ts';
import { within } from '../../../../values/async/index.ts';
import type { InFlightWork } from './in-flight-work.ts';
import type { Lag } from './offsets/index.ts';
import { createPartitionWork } from '../../partitions/index.ts';
import { toInboundRecord } from '../records.ts';

export interface BatchOptions {
  readonly subscription: Pick<SubscribeOptions, 'handle' | 'onError'>;
  readonly lag: Lag;
  /** Maximum number of records of the partition in progress at once. */
  readonly concurrency: number;
  readonly backoff: Backoff;
  readonly inFlight: InFlightWork;
  readonly stopping: AbortSignal;
}

/**
 * How long a batch waits for room before its partition is paused. Meanwhile, nothing else is requested from its broker.
 */
const ROOM_MS = 250;

/**
 * Hands a fetched batch of one partition to its work. It returns when more may be fetched, not when the batch is done.
 * A partition with too much in progress is paused until there is room, so other partitions are fetched meanwhile.
 */
export async function consumeBatch(payload: EachBatchPayload, options: BatchOptions): Promise<void> {
  const { batch, resolveOffset, isRunning, isStale } = payload;
  const { topic, partition, messages } = batch;
  const { lag, inFlight, stopping } = options;
  if (!isRunning() || isStale()) return;
  if (stopping.aborted) {
    // Records that are not taken would be fetched again at once.
    payload.pause();
    return;
  }
  inFlight.commitWith(payload.commitOffsetsIfNecessary);
  const work = inFlight.partition(topic, partition, (isHeld) =>
    createPartitionWork(
      {
        concurrency: options.concurrency,
        stopping,
        handle: (record, signal) => handleRecord(record, signal, options),
        onDone() {
          lag.done(topic, partition, work.position() ?? 0n);
          inFlight.done();
        },
      },
      isHeld,
    ),
  );
  const end = BigInt(batch.lastOffset());
  work.add(
    messages.map((message) => toInboundRecord(topic, partition, message)),
    end,
  );
  lag.fetched(
    topic,
    partition,
    work.position() ?? BigInt(batch.firstOffset() ?? 0),
    BigInt(batch.highWatermark),
  );
  // The offset from which the client fetches next. The committed offset is separate.
  const [last] = messages.slice(-1);
  if (last !== undefined) resolveOffset(last.offset);
  if (!work.hasRoom() && !(await within(ROOM_MS, work.room()))) void work.room().then(payload.pause());
}

/** Delivers a record again until it is handled. Resolves to false when the consumer stops, or the partition is lost. */
async function handleRecord(
  record: InboundRecord,
  signal: AbortSignal,
  { subscription, backoff, inFlight }: BatchOptions,
): Promise<boolean> {
  let isDone = false;
  await inFlight.run(async () => {
    for (let tries = 1; !isDone; tries += 1) {
      try {
        await subscription.handle(record, signal);
        isDone = true;
      } catch (error) {
        subscription.onError?.(error);
        await pause(backoffMs(tries, backoff), signal);
        if (signal.aborted) return;
      }
    }
  });
  return isDone;
}
