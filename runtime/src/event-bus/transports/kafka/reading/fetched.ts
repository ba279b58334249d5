import type { KafkaMessage } from 'kafkajs';
import type { InboundRecord } from '../../transport.ts';
import { toInboundRecord } from '../records.ts';
import type { PartitionPlace } from './log.ts';

/** The result of a fetch for one partition. */
export interface Fetched {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly InboundRecord[];
  /** The offset to continue at, after records of aborted transactions, markers, and records that compaction removed. */
  readonly next: bigint;
  /** Offset after the last record that can be read now. */
  readonly end: bigint;
  /** Whether the response had no batch with a record. If so, `next` is where the fetch began. */
  readonly isEmpty: boolean;
}

/** A response as the client decodes it. Old brokers omit the fields of transactions. */
export interface FetchResponse {
  readonly topicName: string;
  readonly partitions: readonly {
    readonly partition: number;
    readonly highWatermark: string;
    readonly lastStableOffset?: string;
    readonly abortedTransactions?: readonly AbortedTransaction[] | null;
    readonly messages: readonly FetchedMessage[];
  }[];
}

interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

export type FetchedMessage = KafkaMessage & {
  readonly isControlRecord?: boolean;
  readonly batchContext?: {
    readonly firstOffset: string;
    readonly lastOffsetDelta: number;
    readonly producerId: string;
    readonly inTransaction: boolean;
  };
};

export function fetchedOf(
  responses: readonly FetchResponse[],
  places: readonly PartitionPlace[],
): readonly Fetched[] {
  return responses.flatMap(({ topicName: topic, partitions }) =>
    partitions.flatMap((response) => {
      const { partition, messages, abortedTransactions } = response;
      const from = places.find((place) => place.topic === topic && place.partition === partition)?.next;
      if (from === undefined) return [];
      // A batch is returned as a whole, even if it begins before the requested offset.
      const records = withoutAborted(messages, abortedTransactions ?? [])
        .filter(({ offset, isControlRecord }) => isControlRecord !== true && BigInt(offset) >= from)
        .map((message) => toInboundRecord(topic, partition, message));
      const next = nextAfter(messages, from);
      return { topic, partition, records, next, end: endOf(response), isEmpty: messages.length === 0 };
    }),
  );
}

/** Where compaction has removed records, a batch may end after its last record. */
function nextAfter(messages: readonly FetchedMessage[], from: bigint): bigint {
  const last = messages.at(-1);
  if (last === undefined) return from;
  const { batchContext: batch } = last;
  const end =
    batch === undefined ? BigInt(last.offset) : BigInt(batch.firstOffset) + BigInt(batch.lastOffsetDelta);
  return end + 1n > from ? end + 1n : from;
}

function endOf({
  highWatermark,
  lastStableOffset = '-1',
}: {
  readonly highWatermark: string;
  readonly lastStableOffset?: string;
}): bigint {
  const stable = BigInt(lastStableOffset);
  return stable >= 0n ? stable : BigInt(highWatermark);
}

/** The key of a marker that ends an aborted transaction: version 0, type 0. */
const ABORT = Buffer.alloc(4);

/** The messages without those of aborted transactions. The broker names the producer and first offset of each. */
function withoutAborted(
  messages: readonly FetchedMessage[],
  aborted: readonly AbortedTransaction[],
): readonly FetchedMessage[] {
  if (aborted.length === 0) return messages;
  const begins = aborted
    .map(({ producerId, firstOffset }) => ({ producerId, first: BigInt(firstOffset) }))
    .toSorted((one, other) => (one.first < other.first ? -1 : 1));
  const open = new Set<string>();
  return messages.filter(({ offset, key, isControlRecord, batchContext }) => {
    while (begins.length > 0 && begins[0]!.first <= BigInt(offset)) open.add(begins.shift()!.producerId);
    const producer = batchContext?.producerId ?? '';
    if (isControlRecord === true) {
      if (key?.equals(ABORT) === true) open.delete(producer);
      return true;
    }
    return !(batchContext?.inTransaction === true && open.has(producer));
  });
}
