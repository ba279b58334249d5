import { pause, backoffMs, type Backoff } from '../../../retry/index.ts';
import type { BatchLimit } from './batch-limit.ts';
import type { PublishFault } from './publish-fault.ts';
import type { QueuedRecord } from './queued-record.ts';

export interface PartitionQueueOptions {
  readonly limit: BatchLimit;
  readonly pauses: Backoff;
  /** Ends the pauses between attempts. */
  readonly closing: AbortSignal;
  /**
   * Sends one produce request. Null if the broker has acknowledged all records, otherwise the reason for the failure.
   */
  readonly send: (batch: readonly QueuedRecord[]) => Promise<PublishFault | null>;
  /** Takes back records whose topic or partition the broker does not know. */
  readonly onUnknown: (records: readonly QueuedRecord[], fault: PublishFault) => void;
}

/** The records of one partition, in order, with at most one request in flight. */
export interface PartitionQueue {
  add(record: QueuedRecord): void;
}

export function createPartitionQueue(options: PartitionQueueOptions): PartitionQueue {
  const { limit, pauses, closing, send, onUnknown } = options;
  let queue: QueuedRecord[] = [];
  let running = false;
  let failures = 0;
  /** Number of records at the front that were in a refused batch, and how many of them the next batch may have. */
  let suspects = 0;
  let most = 0;

  const take = (): QueuedRecord[] => {
    const batch: QueuedRecord[] = [];
    let bytes = 0;
    let taken = 0;
    for (const next of queue) {
      if (!next.delivery.isOver) {
        const isFull =
          suspects > 0 ? batch.length >= most || taken >= suspects : batch.length >= limit.records;
        if (batch.length > 0 && (isFull || bytes + next.size > limit.bytes)) break;
        batch.push(next);
        bytes += next.size;
      }
      taken += 1;
    }
    queue = queue.slice(taken);
    suspects = Math.max(0, suspects - taken);
    return batch;
  };

  const split = (batch: readonly QueuedRecord[], { isTooLarge, error }: PublishFault): void => {
    if (batch.length === 1) {
      batch[0]!.delivery.fail(error);
      return;
    }
    if (isTooLarge) limit.tooLarge(batch.reduce((sum, { size }) => sum + size, 0));
    queue = [...batch, ...queue];
    suspects += batch.length;
    most = Math.floor(batch.length / 2);
  };

  const onFault = async (batch: readonly QueuedRecord[], fault: PublishFault): Promise<void> => {
    if (fault.kind === 'refused') {
      split(batch, fault);
      return;
    }
    if (fault.kind === 'forbidden') {
      for (const { delivery } of batch) delivery.fail(fault.error);
      return;
    }
    for (const { delivery } of batch) delivery.delay(fault.error);
    if (fault.kind === 'unknown') {
      const all = [...batch, ...queue];
      queue = [];
      suspects = 0;
      onUnknown(all, fault);
      return;
    }
    failures += 1;
    queue = [...batch, ...queue];
    await pause(backoffMs(failures, pauses), closing);
  };

  const run = async (): Promise<void> => {
    // Records that are published in the same turn go into the same request.
    await Promise.resolve();
    for (let batch = take(); batch.length > 0; batch = take()) {
      const fault = await send(batch);
      if (fault !== null) {
        await onFault(batch, fault);
        continue;
      }
      failures = 0;
      most *= 2;
      for (const { delivery } of batch) delivery.acknowledge();
    }
    running = false;
  };

  return {
    add(record) {
      queue.push(record);
      if (running) return;
      running = true;
      void run();
    },
  };
}
