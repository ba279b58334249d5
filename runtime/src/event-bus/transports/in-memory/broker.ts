import { type Backoff, DEFAULT_BACKOFF } from '../../retry/index.ts';
import type { InboundRecord, OutboundRecord, SubscribeOptions, Subscription } from '../transport.ts';
import { type Group, createGroup } from './group.ts';
import { isGroupOf } from '../../wire/index.ts';
import { createLog } from './log.ts';

export interface InMemoryOptions {
  /** Partitions per topic. Default 4. */
  readonly partitions?: number;
  /** Records retained per partition, in addition to those that a group has yet to handle. Default 10,000. */
  readonly retention?: number;
  /** Pauses before a record is redelivered. */
  readonly backoff?: Backoff;
}

/** The log that in-memory transports are connected to. */
export interface InMemoryBroker {
  append(records: readonly OutboundRecord[]): void;
  join(options: SubscribeOptions): Subscription;
  topics(): readonly string[];
  /** The records of a topic, in the order they were published. */
  records(topic: string): readonly InboundRecord[];
}

/**
 * A partitioned log within this process, with the guarantees of Kafka that nodes rely on: order per key, groups that
 * share partitions, an offset per group that is committed after the handler, and redelivery with backoff. A topic is
 * created when it is first named.
 */
export function createInMemoryBroker(options: InMemoryOptions = {}): InMemoryBroker {
  const { partitions = 4, retention = 10_000, backoff = DEFAULT_BACKOFF } = options;
  const log = createLog(partitions);
  const groups = new Map<string, Group>();

  const inherit = (prefix: string, topic: string, partition: number): number | null => {
    const offsets = [...groups]
      .filter(([name]) => isGroupOf(prefix, name))
      .flatMap(([, group]) => group.committed(topic, partition) ?? []);
    return offsets.length === 0 ? null : Math.max(...offsets);
  };

  const trim = (topic: string, partition: number): void => {
    const { start, end } = log.range(topic, partition);
    if (end - start <= retention * 1.1) return;
    const offsets = [...groups.values()]
      .filter((group) => group.hasMembers())
      .map((group) => group.committed(topic, partition) ?? end);
    log.trim(topic, partition, Math.min(end - retention, ...offsets));
  };

  return {
    append(records) {
      const appended = records.map((record) => log.append(record));
      for (const { topic, partition } of appended) trim(topic, partition);
      for (const topic of new Set(appended.map((record) => record.topic))) {
        for (const group of groups.values()) group.wake(topic);
      }
    },
    join(subscribeOptions) {
      const { groupId } = subscribeOptions;
      const group = groups.get(groupId) ?? createGroup({ log, backoff, inherit });
      const subscription = group.join(subscribeOptions);
      groups.set(groupId, group);
      return subscription;
    },
    topics: () => log.topics(),
    records: (topic) => log.records(topic),
  };
}
