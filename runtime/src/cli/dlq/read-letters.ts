import type { KafkaReader } from '../../event-bus/kafka/index.ts';
import { CliError } from '../cli-error.ts';
import { inOneLine, requireRights } from '../kafka/index.ts';
import { didYouMean } from '../suggest.ts';
import { readLetter, type Letter } from './letter.ts';

/**
 * Every letter that is on the topics now, oldest first.
 * @throws CliError when one of the topics does not exist, or the bus is away.
 */
export function readLetters(reader: KafkaReader, topics: readonly string[]): Promise<Letter[]> {
  return inOneLine(async () => {
    const letters: Letter[] = [];
    const onRecord = (record: Parameters<typeof readLetter>[0]): void =>
      void letters.push(readLetter(record));
    const reading = await reader.read({ topics, from: 'start', follow: false, onRecord });
    await reading.ended;
    return letters.toSorted((one, other) => one.timestamp - other.timestamp);
  });
}

/**
 * The topic that was typed, or every topic of dead letters.
 * @throws CliError when there is no such topic, or the right to see it is missing.
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
