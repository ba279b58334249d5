import { readSetting } from '../../settings/index.ts';
import { CliError } from '../cli-error.ts';
import { placeOfVariables, type CommandContext } from '../command/index.ts';

/** The option of every command that can use Kafka. */
export const KAFKA_SERVERS_OPTION = {
  type: 'text',
  placeholder: 'LIST',
  description: 'host:port of Kafka brokers, comma-separated (KAFKA_BOOTSTRAP_SERVERS)',
} as const;

type Context = Pick<CommandContext, 'env' | 'shell' | 'envFile'>;

/** The brokers that a flag or, without it, the environment names; null: none. @throws UsageError with the source. */
export function kafkaServers(flag: string | undefined, context: Context): readonly string[] | null {
  const sources = { environment: context.env, placeOf: placeOfVariables(context) };
  return readSetting('kafkaServers', sources, { name: 'kafka-servers', value: flag }) ?? null;
}

/** The same. @throws CliError too when none are named. */
export function requireKafkaServers(flag: string | undefined, context: Context): readonly string[] {
  const servers = kafkaServers(flag, context);
  if (servers !== null) return servers;
  throw new CliError(
    'The address of Kafka is missing. Give --kafka-servers HOST:PORT, or set KAFKA_BOOTSTRAP_SERVERS',
  );
}
