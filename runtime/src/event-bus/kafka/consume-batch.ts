import type { EachBatchPayload } from 'kafkajs';
import { type Backoff, backoffMs, pause } from '../backoff.ts';
import type { InboundRecord, SubscribeOptions } from '../transport.ts';
import type { Lag } from './lag.ts';
import { runLanes } from './lanes.ts';
import { toInboundRecord } from './records.ts';

export interface BatchOptions {
  readonly subscription: Pick<SubscribeOptions, 'handle' | 'onError'>;
  readonly lag: Lag;
  /** Most records in hand at once. */
  readonly concurrency: number;
  readonly backoff: Backoff;
  readonly heartbeatMs: number;
  readonly stopping: AbortSignal;
}

/**
 * Handles what was fetched of one partition; what is done is committed at intervals and at the end. When the group
 * takes the partition away, what is in hand is finished and the rest left to the next owner.
 */
export async function consumeBatch(payload: EachBatchPayload, options: BatchOptions): Promise<void> {
  const { batch, heartbeat, resolveOffset, commitOffsetsIfNecessary, isRunning, isStale } = payload;
  const { topic, partition, messages } = batch;
  const { subscription, backoff, stopping, lag } = options;
  const lost = new AbortController();
  const signal = AbortSignal.any([stopping, lost.signal]);
  const failures: unknown[] = [];
  const giveUp = (error: unknown): void => {
    failures.push(error);
    lost.abort();
  };
  let committing = false;
  const commit = async (): Promise<void> => {
    if (committing) return;
    committing = true;
    await commitOffsetsIfNecessary().catch(giveUp);
    committing = false;
  };
  // A handler may take longer than the group's session lasts.
  const beating = setInterval(() => {
    void heartbeat().catch(giveUp);
    lag.tell(topic, partition);
  }, options.heartbeatMs);

  const handle = async (record: InboundRecord): Promise<boolean> => {
    for (let tries = 1; ; tries += 1) {
      try {
        await subscription.handle(record, signal);
        return true;
      } catch (error) {
        subscription.onError?.(error);
        await pause(backoffMs(tries, backoff), signal);
        if (signal.aborted) return false;
      }
    }
  };

  const last = BigInt(messages.at(-1)?.offset ?? -1);
  lag.fetched(topic, partition, BigInt(batch.firstOffset() ?? 0), BigInt(batch.highWatermark));
  try {
    await runLanes({
      records: messages.map((message) => toInboundRecord(topic, partition, message)),
      concurrency: options.concurrency,
      handle,
      onDone(offset) {
        resolveOffset(String(offset));
        // What comes after the last message is marks of transactions, which are never handed out.
        const next = offset === last ? BigInt(batch.lastOffset()) : offset;
        lag.done(topic, partition, next + 1n);
        void commit();
      },
      ended: () => signal.aborted || !isRunning() || isStale(),
    });
  } finally {
    clearInterval(beating);
    lag.tell(topic, partition);
  }
  if (failures.length > 0) throw failures[0];
}
