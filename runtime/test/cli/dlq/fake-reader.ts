import type { DeadLetterReader } from '../../../src/cli/dlq/read-dead-letters.ts';
import type { InboundRecord } from '../../../src/event-bus/transports/transport.ts';

export interface FakePartition {
  readonly low: number;
  readonly offsets: readonly number[];
  /** Of the record at an offset; default 0. */
  readonly time?: (offset: number) => number;
}

/** A reader of partitions in memory, which notes the records that are taken from it. */
export function fakeReader(
  topics: Readonly<Record<string, readonly FakePartition[]>>,
): DeadLetterReader & { readonly taken: string[]; readonly openReads: () => number } {
  const taken: string[] = [];
  let open = 0;
  return {
    taken,
    openReads: () => open,
    ranges: async (asked) =>
      asked.flatMap((topic) =>
        (topics[topic] ?? []).map(({ low, offsets }, partition) => ({
          topic,
          partition,
          low: BigInt(low),
          high: BigInt((offsets.at(-1) ?? low - 1) + 1),
        })),
      ),
    async *records({ topic, partition, low, high }) {
      const { offsets = [], time = () => 0 } = topics[topic]?.[partition] ?? {};
      open += 1;
      try {
        for (const offset of offsets) {
          if (BigInt(offset) < low || BigInt(offset) >= high) continue;
          taken.push(`${partition}:${offset}`);
          const value = Buffer.from('{}');
          const record: InboundRecord = {
            topic,
            partition,
            offset: BigInt(offset),
            timestamp: time(offset),
            key: null,
            headers: {},
            value,
          };
          yield record;
        }
      } finally {
        open -= 1;
      }
    },
  };
}
