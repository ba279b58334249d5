import { projectCommands } from '../../project/index.ts';
import { isInstalled, type EventTransport } from '../../event-bus/transports/index.ts';
import type { BusLogger } from '../../event-bus/observability/index.ts';
import type { KafkaReader } from '../../event-bus/transports/kafka/index.ts';
import { isOnexError } from '../../errors/index.ts';
import { silentLogger } from '../../logging/index.ts';
import { CliError } from '../cli-error.ts';

export interface KafkaOptions {
  readonly servers: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logger?: BusLogger;
  readonly createTopics?: boolean;
}

/** @throws CliError when the client is not installed, or TLS and SASL are configured wrongly. */
export async function openReader(options: KafkaOptions): Promise<KafkaReader> {
  const { createKafkaReader } = await load(options);
  return inOneLine(() => createKafkaReader(clientOptions(options)));
}

/** Not connected yet. @throws CliError as above. */
export async function openTransport(options: KafkaOptions): Promise<EventTransport> {
  const { createKafkaTransport, topicCreation } = await load(options);
  return inOneLine(() =>
    createKafkaTransport({
      ...clientOptions(options),
      creation: options.createTopics === true ? topicCreation(options.env) : null,
    }),
  );
}

/** Errors of the bus here are for the user to correct. @throws CliError for every OnexError of `work`. */
export async function inOneLine<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isOnexError(error) ? new CliError(error.message, { cause: error }) : error;
  }
}

function load({
  servers,
}: KafkaOptions): Promise<typeof import('../../event-bus/transports/kafka/index.ts')> {
  if (isInstalled('kafkajs')) return import('../../event-bus/transports/kafka/index.ts');
  throw new CliError(
    `Kafka at ${servers.join(', ')} cannot be reached: its client is missing, run: ${projectCommands(process.cwd()).add('kafkajs')}`,
  );
}

function clientOptions({ servers, env, logger = silentLogger }: KafkaOptions) {
  return { servers, clientId: 'onex-cli', logger, environment: env };
}
