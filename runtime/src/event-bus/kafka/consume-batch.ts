import type { EachBatchPayload } from 'kafkajs';
import { type Backoff, backoffMs, pause } from '../backoff.ts';
import type { InboundRecord, SubscribeOptions } from '../transport.ts';
import { runLanes } from './lanes.ts';
import { toInboundRecord } from './records.ts';

export interface BatchOptions {
  readonly subscription: Pick<SubscribeOptions, 'handle' | 'onError'>;
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
  const { subscription, backoff, stopping } = options;
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
  const beating = setInterval(() => void heartbeat().catch(giveUp), options.heartbeatMs);

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

  try {
    await runLanes({
      records: batch.messages.map((message) => toInboundRecord(batch.topic, batch.partition, message)),
      concurrency: options.concurrency,
      handle,
      onDone(offset) {
        resolveOffset(String(offset));
        void commit();
      },
      ended: () => signal.aborted || !isRunning() || isStale(),
    });
  } finally {
    clearInterval(beating);
  }
  if (failures.length > 0) throw failures[0];
}
