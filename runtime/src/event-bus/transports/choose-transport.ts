import { projectCommands } from '../../project/index.ts';
import type { TopicConfig, TopicSet } from '../../contract/model.ts';
import { isOnexError } from '../../errors/index.ts';
import type { BusSettings } from '../settings/index.ts';
import { createInMemoryTransport } from './in-memory/index.ts';
import type { BusLogger } from '../observability/index.ts';
import type { EventTransport } from './transport.ts';

/** A transport and whether this host has to close it, or the problem that prevents the host from using a bus. */
export type Choice =
  | { readonly transport: EventTransport; readonly owned: boolean; readonly summary: string }
  | { readonly problem: string };

export interface ChoiceOptions {
  /** A transport that several hosts share. */
  readonly given: EventTransport | undefined;
  readonly settings: BusSettings;
  readonly clientId: string;
  readonly logger: BusLogger;
  readonly environment: NodeJS.ProcessEnv;
  /** Topics of the contract. Absent for a host without one. */
  readonly topics?: TopicSet;
}

/** Records of one partition in flight at once. Stores and brokers can then be asked about many of them together. */
const PARTITION_AT_ONCE = 256;

/**
 * Chooses the given transport, otherwise the in-memory one if there are no servers, otherwise Kafka if its client is
 * installed.
 * @throws OnexError CONFIGURATION_ERROR if TLS, SASL, or the numbers of the topics are configured wrongly.
 */
export async function chooseTransport(options: ChoiceOptions): Promise<Choice> {
  const { given, settings, clientId, logger, environment } = options;
  if (given !== undefined) return { transport: given, owned: false, summary: 'on the shared event bus' };
  const { kafkaServers: servers, skipEventBus, createTopics } = settings;
  if (servers === null || skipEventBus) {
    return {
      transport: createInMemoryTransport(),
      owned: true,
      summary: 'standalone: the event bus is in memory',
    };
  }
  const { createKafkaTransport, topicCreation } = await import('./kafka/index.ts');
  const creating = createKafkaTransport({
    servers,
    clientId,
    logger,
    environment,
    concurrency: Math.max(PARTITION_AT_ONCE, settings.concurrency),
    creation: createTopics ? { ...topicCreation(environment), configs: configsOf(options.topics) } : null,
  });
  // A bundle or a test runner resolves packages in its own way, so only an import shows whether the client is
  // installed.
  const transport = await creating.catch((error: unknown) => {
    if (isOnexError(error) && error.code === 'IMPORT_ERROR') return null;
    throw error;
  });
  if (transport === null) {
    return {
      problem: `Kafka at ${servers.join(', ')} cannot be reached: its client is missing, run: ${projectCommands(process.cwd()).add('kafkajs')}`,
    };
  }
  return { transport, owned: true, summary: `event bus on Kafka at ${servers.join(', ')}` };
}

/** The partitions and settings that a contract states for its topics. */
export function configsOf(topics: TopicSet | undefined): ReadonlyMap<string, TopicConfig> {
  const all = [...(topics?.subscribe ?? []), ...(topics?.publish ?? [])];
  return new Map(
    all.flatMap(({ topic, config }) => (config === undefined ? [] : [[topic, config] as const])),
  );
}

/** Whether a package can be imported from this file. */
export function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return false;
    throw error;
  }
}
