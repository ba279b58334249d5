import type { PartitionMetadata } from 'kafkajs';
import { type Backoff, backoffMs, pause } from '../../../retry/index.ts';
import { createBatchLimit } from './batch-limit.ts';
import { type PartitionQueue, createPartitionQueue } from './partition-queue.ts';
import { type PublishFault, toPublishFault } from './publish-fault.ts';
import type { QueuedRecord } from './queued-record.ts';

export interface TopicQueueOptions {
  readonly topic: string;
  /** The principal of the client at the broker. */
  readonly principal: string;
  readonly pauses: Backoff;
  readonly closing: AbortSignal;
  /** Asks the cluster for the partitions of the topic. */
  readonly lookUp: () => Promise<PartitionMetadata[]>;
  readonly choose: (record: QueuedRecord, partitions: PartitionMetadata[]) => number;
  readonly send: (partition: number, batch: readonly QueuedRecord[]) => Promise<void>;
}

/** The records of one topic. They wait until its partitions are known, then each goes to the queue of its partition. */
export interface TopicQueue {
  add(record: QueuedRecord): void;
  /** The client has newer information about the partitions. */
  update(partitions: PartitionMetadata[]): void;
}

export function createTopicQueue(options: TopicQueueOptions): TopicQueue {
  const { topic, principal, pauses, closing, lookUp, choose, send } = options;
  const limit = createBatchLimit();
  const queues = new Map<number, PartitionQueue>();
  let partitions: PartitionMetadata[] | null = null;
  let waiting: QueuedRecord[] = [];
  let looking = false;
  /** Consecutive attempts that found no such topic or partition. */
  let failures = 0;

  const queueOf = (partition: number): PartitionQueue => {
    let queue = queues.get(partition);
    if (queue === undefined) {
      queue = createPartitionQueue({
        limit,
        pauses,
        closing,
        async send(batch) {
          try {
            await send(partition, batch);
            failures = 0;
            return null;
          } catch (error) {
            return toPublishFault(error, topic, principal);
          }
        },
        onUnknown,
      });
      queues.set(partition, queue);
    }
    return queue;
  };

  const failAll = (records: readonly QueuedRecord[], { error }: PublishFault): void => {
    for (const { delivery } of records) delivery.fail(error);
  };

  /** They are older than the waiting ones, because a key has one partition. */
  const onUnknown = (records: readonly QueuedRecord[], fault: PublishFault): void => {
    if (fault.isForbidden && failures > 0) {
      failAll(records, fault);
      return;
    }
    failures += 1;
    partitions = null;
    waiting = [...records, ...waiting];
    look();
  };

  const isNeeded = (): boolean => {
    waiting = waiting.filter(({ delivery }) => !delivery.isOver);
    return waiting.length > 0 && !closing.aborted;
  };

  const look = (): void => {
    if (looking) return;
    looking = true;
    void findPartitions();
  };

  const findPartitions = async (): Promise<void> => {
    if (failures > 0) await pause(backoffMs(failures, pauses), closing);
    for (let tries = 1; partitions === null && isNeeded(); tries += 1) {
      try {
        partitions = await lookUp();
      } catch (error) {
        const fault = toPublishFault(error, topic, principal);
        if (fault.kind === 'passing' || (fault.kind === 'unknown' && !fault.isForbidden)) {
          for (const { delivery } of waiting) delivery.delay(fault.error);
          await pause(backoffMs(tries, pauses), closing);
        } else failAll(waiting.splice(0), fault);
      }
    }
    looking = false;
    const known = partitions;
    if (known !== null) for (const record of waiting.splice(0)) queueOf(choose(record, known)).add(record);
  };

  return {
    add(record) {
      if (partitions !== null) {
        queueOf(choose(record, partitions)).add(record);
        return;
      }
      waiting.push(record);
      look();
    },
    update(known) {
      if (partitions !== null && known.length > 0) partitions = known;
    },
  };
}
