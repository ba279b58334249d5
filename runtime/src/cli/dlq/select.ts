import { CliError } from '../cli-error.ts';
import { topicMatcher } from '../control/index.ts';
import type { PartitionRange } from '../../event-bus/transports/kafka/index.ts';
import { placeOf, type Letter } from './letter.ts';
import { readLetterAt, type LetterReader } from './read-letters.ts';

export interface LetterFilter {
  /** Topic or pattern of the message that failed. */
  readonly originalTopic: string | null;
  /** The whole id or its beginning. */
  readonly correlationId: string | null;
  /** Part of the reason, in any case. */
  readonly reason: string | null;
}

/** A filter of dead letters. A record that is not a dead letter matches only if there is no filter. */
export function letterMatcher({
  originalTopic,
  correlationId,
  reason,
}: LetterFilter): (letter: Letter) => boolean {
  const topicFits = originalTopic === null ? () => true : topicMatcher([originalTopic]);
  const id = correlationId?.toLowerCase();
  const part = reason?.toLowerCase();
  return ({ content }) => {
    if (content === null) return originalTopic === null && id === undefined && part === undefined;
    return (
      topicFits(content.originalTopic) &&
      (id === undefined || content.correlationId?.toLowerCase().startsWith(id) === true) &&
      (part === undefined || content.reason.toLowerCase().includes(part))
    );
  };
}

/**
 * The letters at the places that were typed: `PARTITION:OFFSET`, or the offset alone where one partition has it. Only
 * these letters are read. @throws CliError naming the first place that cannot be read, is not there, or may be in
 * several partitions; OnexError EVENT_BUS_ERROR.
 */
export async function lettersAt(
  places: readonly string[],
  reader: LetterReader,
  topic: string,
  fits: (letter: Letter) => boolean = () => true,
): Promise<Letter[]> {
  const wanted = places.map(parsePlace);
  const ranges = await reader.ranges([topic]);
  const found = new Map<string, Letter>();
  for (const place of wanted) {
    const letter = await letterAt(place, { reader, ranges, topic, fits });
    found.set(placeOf(letter), letter);
  }
  return [...found.values()];
}

interface Place {
  readonly typed: string;
  readonly partition: number | null;
  readonly offset: bigint;
}

function parsePlace(typed: string): Place {
  const match = /^(?:(\d{1,10}):)?(\d{1,19})$/.exec(typed);
  if (match === null)
    throw new CliError(`"${typed}" is not an offset: write OFFSET or PARTITION:OFFSET, such as 0:17`);
  const [, partition, offset] = match;
  return { typed, partition: partition === undefined ? null : Number(partition), offset: BigInt(offset!) };
}

async function letterAt(
  { typed, partition, offset }: Place,
  {
    reader,
    ranges,
    topic,
    fits,
  }: {
    readonly reader: LetterReader;
    readonly ranges: readonly PartitionRange[];
    readonly topic: string;
    readonly fits: (letter: Letter) => boolean;
  },
): Promise<Letter> {
  const there: Letter[] = [];
  for (const range of ranges) {
    if (partition !== null && range.partition !== partition) continue;
    const letter = await readLetterAt(reader, range, offset);
    if (letter !== null && fits(letter)) there.push(letter);
  }
  if (there.length === 1) return there[0]!;
  if (there.length === 0) {
    throw new CliError(
      `${topic} has no dead letter at ${typed}. See what it has: onex-runtime dlq list ${topic}`,
    );
  }
  throw new CliError(`${typed} matches ${there.map(placeOf).join(', ')}; give the partition too`);
}
