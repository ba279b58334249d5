import type { KafkaReader } from '../../event-bus/transports/kafka/index.ts';
import { CliError } from '../cli-error.ts';
import { inOneLine } from './connect.ts';

type Rights = Pick<KafkaReader, 'missingRights'>;

/** @throws CliError that names the missing rights on Kafka, and who lacks them. */
export async function requireRights(
  reader: Rights,
  needed: Parameters<Rights['missingRights']>[0],
): Promise<void> {
  const missing = await inOneLine(() => reader.missingRights(needed));
  if (missing !== null) throw new CliError(`${missing}: grant it, or create the topic if it does not exist`);
}
