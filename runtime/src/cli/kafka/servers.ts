import { CliError } from '../cli-error.ts';
import { serverList } from '../../start/parse-value.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The option of every command that can speak to Kafka. */
export const KAFKA_SERVERS_OPTION = {
  type: 'string',
  value: 'LIST',
  description: 'host:port of Kafka brokers, comma-separated (KAFKA_BOOTSTRAP_SERVERS)',
} as const;

/** The brokers that a flag or, without it, the environment names; null: none. @throws CliError saying where it stood. */
export function kafkaServers(flag: string | undefined, env: Environment): readonly string[] | null {
  const variable = env['KAFKA_BOOTSTRAP_SERVERS'];
  if (flag !== undefined) return parse('--kafka-servers', flag);
  return variable === undefined || variable.trim() === '' ? null : parse('KAFKA_BOOTSTRAP_SERVERS', variable);
}

/** The same. @throws CliError too when none are named. */
export function requireKafkaServers(flag: string | undefined, env: Environment): readonly string[] {
  const servers = kafkaServers(flag, env);
  if (servers !== null) return servers;
  throw new CliError('Which Kafka? Give --kafka-servers HOST:PORT, or set KAFKA_BOOTSTRAP_SERVERS');
}

function parse(where: string, text: string): readonly string[] {
  try {
    return serverList(text);
  } catch (error) {
    throw new CliError(`${where}: ${(error as Error).message}`, { cause: error });
  }
}
