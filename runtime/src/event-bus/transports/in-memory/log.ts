import type { InboundRecord, OutboundRecord } from '../transport.ts';

interface Partition {
  /** Offset of the first retained record. */
  start: number;
  readonly records: InboundRecord[];
}

export interface Log {
  /** Number of partitions. A topic is created when it is first named. */
  partitions(topic: string): number;
  append(record: OutboundRecord): InboundRecord;
  read(topic: string, partition: number, offset: number): InboundRecord | undefined;
  /** First retained offset, and the offset that the next record gets. */
  range(topic: string, partition: number): { readonly start: number; readonly end: number };
  /** Removes records before `offset`. */
  trim(topic: string, partition: number, offset: number): void;
  topics(): readonly string[];
  /** The records of a topic, in the order they were appended. */
  records(topic: string): readonly InboundRecord[];
}

/** An append-only log in memory: topics of `partitionCount` partitions, offsets from 0. */
export function createLog(partitionCount: number): Log {
  const topics = new Map<string, Partition[]>();
  const order = new WeakMap<InboundRecord, number>();
  let appended = 0;
  let keyless = 0;

  const partitionsOf = (topic: string): Partition[] => {
    let partitions = topics.get(topic);
    if (partitions === undefined) {
      partitions = Array.from({ length: partitionCount }, () => ({ start: 0, records: [] }));
      topics.set(topic, partitions);
    }
    return partitions;
  };
  const partitionOf = (topic: string, index: number): Partition => {
    const partition = partitionsOf(topic)[index];
    if (partition === undefined) throw new RangeError(`topic ${topic} has no partition ${index}`);
    return partition;
  };

  return {
    partitions: (topic) => partitionsOf(topic).length,
    append({ topic, key, value, headers }) {
      const keyBytes = toBuffer(key);
      const index = keyBytes === null ? keyless++ % partitionCount : hash(keyBytes) % partitionCount;
      const partition = partitionOf(topic, index);
      const record: InboundRecord = {
        topic,
        partition: index,
        offset: BigInt(partition.start + partition.records.length),
        key: keyBytes,
        value: toBuffer(value),
        headers: { ...headers },
        timestamp: Date.now(),
      };
      partition.records.push(record);
      order.set(record, appended++);
      return record;
    },
    read(topic, index, offset) {
      const partition = partitionOf(topic, index);
      return partition.records[offset - partition.start];
    },
    range(topic, index) {
      const { start, records } = partitionOf(topic, index);
      return { start, end: start + records.length };
    },
    trim(topic, index, offset) {
      const partition = partitionOf(topic, index);
      const count = Math.max(0, Math.min(partition.records.length, offset - partition.start));
      partition.records.splice(0, count);
      partition.start += count;
    },
    topics: () => [...topics.keys()],
    records(topic) {
      const all = (topics.get(topic) ?? []).flatMap((partition) => partition.records);
      return all.toSorted((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
    },
  };
}

/** A copy, because a delivered record must not change with the caller's buffer. */
function toBuffer(value: Buffer | string | null): Buffer | null {
  return value === null ? null : Buffer.from(value as string, 'utf8');
}

/** FNV-1a, 32 bits. */
function hash(bytes: Buffer): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
