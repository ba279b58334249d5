import { didYouMean } from 'onex-cli-kit';
import type { KafkaReader, PartitionRange } from '../../event-bus/transports/kafka/index.ts';
import { CliError } from '../cli-error.ts';
import { inOneLine, requireRights } from '../kafka/index.ts';
import { readDeadLetter, type DeadLetter } from './dead-letter.ts';
import { mergeByTime } from './merge-by-time.ts';

export type DeadLetterReader = Pick<KafkaReader, 'ranges' | 'records'>;

/** Bytes that are fetched at a time: of all partitions of a topic together, and at least and at most of each. */
const FETCHED = 8 * 1024 * 1024;
const LEAST_PAGE = 64 * 1024;
const LARGEST_PAGE = 1024 * 1024;

/**
 * The current dead letters of the topics: one topic after another, and those of a topic in order of time. They are read
 * as the caller takes them, so any number of them needs little memory.
 * @throws OnexError EVENT_BUS_ERROR.
 */
export async function* readDeadLetters(
  reader: DeadLetterReader,
  topics: readonly string[],
): AsyncGenerator<DeadLetter, void, undefined> {
  for (const topic of topics) yield* deadLettersIn(reader, await reader.ranges([topic]));
}

/** The dead letters in ranges of partitions, in the order of their time. @throws OnexError EVENT_BUS_ERROR. */
export async function* deadLettersIn(
  reader: Pick<DeadLetterReader, 'records'>,
  ranges: readonly PartitionRange[],
): AsyncGenerator<DeadLetter, void, undefined> {
  const filled = ranges.filter(({ low, high }) => low < high);
  const pageBytes = Math.min(LARGEST_PAGE, Math.max(LEAST_PAGE, Math.floor(FETCHED / filled.length)));
  for await (const record of mergeByTime(filled.map((range) => reader.records(range, pageBytes))))
    yield readDeadLetter(record);
}

/**
 * The dead letter at an offset, read alone. Null if the partition has none there. @throws OnexError EVENT_BUS_ERROR.
 */
export async function readDeadLetterAt(
  reader: DeadLetterReader,
  range: PartitionRange,
  offset: bigint,
): Promise<DeadLetter | null> {
  if (offset < range.low || offset >= range.high) return null;
  for await (const record of reader.records({ ...range, low: offset, high: offset + 1n }, LEAST_PAGE))
    return readDeadLetter(record);
  return null;
}

/**
 * The given topic, or every topic of dead letters.
 * @throws CliError if there is no such topic, or the right to see it is missing.
 */
export async function deadLetterTopics(
  reader: Pick<KafkaReader, 'topics' | 'missingRights'>,
  typed: string | undefined,
): Promise<readonly string[]> {
  const all = await inOneLine(() => reader.topics());
  const known = all.filter((topic) => topic.startsWith('onex.dlq.')).toSorted();
  if (typed === undefined) return known;
  if (all.includes(typed)) return [typed];
  await requireRights(reader, { read: [typed] });
  const there = known.length === 0 ? 'There are no topics of dead letters' : `There are: ${known.join(', ')}`;
  throw new CliError(`There is no topic ${typed}.${didYouMean(typed, known)} ${there}`);
}
