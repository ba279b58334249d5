import type { InboundRecord } from '../../transport.ts';
import { outOfRange } from '../kafkajs/index.ts';
import type { Fetched } from './fetched.ts';
import type { LogConnection, LogView, PartitionPlace } from './log.ts';
import { withView } from './retry.ts';

/** The existing records of a partition, from `low` to before `high`. */
export interface PartitionRange {
  readonly topic: string;
  readonly partition: number;
  readonly low: bigint;
  readonly high: bigint;
}

/** Existing records are returned at once, so only a slow broker needs this time. */
const PAGE_WAIT_MS = 2000;

/** The ranges of all partitions of topics, in the order of the topics. Topics that do not exist have none. */
export function rangesOf(log: LogConnection, topics: readonly string[]): Promise<readonly PartitionRange[]> {
  return withView(log, async (view) => {
    const known = new Set(view.topics());
    if (topics.some((topic) => !known.has(topic))) await view.refresh();
    const [low, high] = await Promise.all([view.offsets(topics, 'earliest'), view.offsets(topics, 'latest')]);
    return [...high].flatMap(([topic, ends]) =>
      [...ends].map(([partition, end]) => ({
        topic,
        partition,
        low: low.get(topic)?.get(partition) ?? 0n,
        high: end,
      })),
    );
  });
}

/**
 * The records of a range in order, fetched as the caller takes them. At most one fetch is in memory: `pageBytes`, or
 * one batch. Records that were removed meanwhile are left out.
 * @throws any error of the client; an outage is retried for up to 15 s
 */
export async function* readPartition(
  log: LogConnection,
  { topic, partition, low, high }: PartitionRange,
  pageBytes?: number,
): AsyncGenerator<InboundRecord, void, undefined> {
  let next = low;
  while (next < high) {
    const page = await fetchPage(log, { topic, partition, next }, { high, pageBytes });
    // The records were removed, or no record is left. Otherwise, a broker returns at least one batch with records.
    if (page === null || page.isEmpty) return;
    for (const record of page.records) {
      if (record.offset >= high) return;
      yield record;
    }
    next = page.next;
  }
}

async function fetchPage(
  log: LogConnection,
  place: PartitionPlace,
  { high, pageBytes }: { readonly high: bigint; readonly pageBytes: number | undefined },
): Promise<Fetched | null> {
  const { topic, partition } = place;
  for (let from = place.next; ;) {
    try {
      return await withView(log, (view) => fetchOne(view, { topic, partition, next: from }, pageBytes));
    } catch (error) {
      if (outOfRange(error) === null) throw error;
      const range = (await rangesOf(log, [topic])).find((each) => each.partition === partition);
      if (range === undefined || range.low <= from || range.low >= high) return null;
      from = range.low;
    }
  }
}

/** Fetches from one partition alone, because a broker may return nothing for others if the first one has much. */
export async function fetchOne(
  view: LogView,
  place: PartitionPlace,
  partitionBytes?: number,
): Promise<Fetched | null> {
  const { topic, partition } = place;
  const leader = view.leader(topic, partition);
  if (leader === null) return null;
  const [fetched] = await view.fetch(leader, [place], {
    maxWaitMs: PAGE_WAIT_MS,
    ...(partitionBytes !== undefined && { partitionBytes }),
  });
  return fetched ?? null;
}
