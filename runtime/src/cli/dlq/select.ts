import { CliError } from '../cli-error.ts';
import { topicMatcher } from '../control/index.ts';
import { placeOf, type Letter } from './letter.ts';

export interface LetterFilter {
  /** Topic or pattern of the message that failed. */
  readonly originalTopic: string | null;
  /** The whole id or its beginning. */
  readonly correlationId: string | null;
  /** Part of the reason, whatever the case. */
  readonly reason: string | null;
}

/** A test for letters; a record that is no dead letter passes only where nothing is asked for. */
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
 * The letters at the places that were typed: `PARTITION:OFFSET`, or the offset alone where one partition has it.
 * @throws CliError naming the first place that cannot be read, is not there or may be in several partitions.
 */
export function lettersAt(places: readonly string[], letters: readonly Letter[], topic: string): Letter[] {
  const found = places.map((place) => letterAt(place, letters, topic));
  return [...new Set(found)];
}

function letterAt(place: string, letters: readonly Letter[], topic: string): Letter {
  const match = /^(?:(\d{1,10}):)?(\d{1,19})$/.exec(place);
  if (match === null)
    throw new CliError(`"${place}" is no place: write OFFSET or PARTITION:OFFSET, such as 0:17`);
  const [, partition, offset] = match;
  const there = letters.filter(
    (letter) =>
      letter.offset === BigInt(offset!) &&
      (partition === undefined || letter.partition === Number(partition)),
  );
  if (there.length === 1) return there[0]!;
  if (there.length === 0) {
    throw new CliError(`${topic} has nothing at ${place}. See what it has: onex-runtime dlq list ${topic}`);
  }
  throw new CliError(`${place} may be any of ${there.map(placeOf).join(', ')}; give the partition too`);
}
