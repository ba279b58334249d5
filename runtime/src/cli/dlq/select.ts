import { CliError } from '../cli-error.ts';
import { topicMatcher } from '../control/index.ts';
import type { PartitionRange } from '../../event-bus/transports/kafka/index.ts';
import { placeOf, type DeadLetter } from './dead-letter.ts';
import { readDeadLetterAt, type DeadLetterReader } from './read-dead-letters.ts';

export interface DeadLetterFilter {
  /** Topic or pattern of the message that failed. */
  readonly originalTopic: string | null;
  /** The whole id or its beginning. */
  readonly correlationId: string | null;
  /** Part of the reason, in any case. */
  readonly reason: string | null;
}

/** A filter of dead letters. A record that is not a dead letter matches only if there is no filter. */
export function deadLetterMatcher({
  originalTopic,
  correlationId,
  reason,
}: DeadLetterFilter): (deadLetter: DeadLetter) => boolean {
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
 * The dead letters at the given places: `PARTITION:OFFSET`, or only the offset if just one partition has it. Only these
 * dead letters are read.
 * @throws CliError naming the first place that is malformed, does not exist, or may be in several partitions; OnexError
 *   EVENT_BUS_ERROR
 */
export async function deadLettersAt(
  places: readonly string[],
  reader: DeadLetterReader,
  topic: string,
  fits: (deadLetter: DeadLetter) => boolean = () => true,
): Promise<DeadLetter[]> {
  const wanted = places.map(parsePlace);
  const ranges = await reader.ranges([topic]);
  const found = new Map<string, DeadLetter>();
  for (const place of wanted) {
    const deadLetter = await deadLetterAt(place, { reader, ranges, topic, fits });
    found.set(placeOf(deadLetter), deadLetter);
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

async function deadLetterAt(
  { typed, partition, offset }: Place,
  {
    reader,
    ranges,
    topic,
    fits,
  }: {
    readonly reader: DeadLetterReader;
    readonly ranges: readonly PartitionRange[];
    readonly topic: string;
    readonly fits: (deadLetter: DeadLetter) => boolean;
  },
): Promise<DeadLetter> {
  const there: DeadLetter[] = [];
  for (const range of ranges) {
    if (partition !== null && range.partition !== partition) continue;
    const deadLetter = await readDeadLetterAt(reader, range, offset);
    if (deadLetter !== null && fits(deadLetter)) there.push(deadLetter);
  }
  if (there.length === 1) return there[0]!;
  if (there.length === 0) {
    throw new CliError(
      `${topic} has no dead letter at ${typed}. See what it has: onex-runtime dlq list ${topic}`,
    );
  }
  throw new CliError(`${typed} matches ${there.map(placeOf).join(', ')}; give the partition too`);
}
