import path from 'node:path';
import { withoutEmpty } from '../values/index.ts';

/** Messages in a node's handlers at once, where nobody says how many. */
export const DEFAULT_CONCURRENCY = 64;
/** Processes that may end while they handle one message, where nobody says how many. */
export const DEFAULT_MAX_DELIVERIES = 5;

/** What the bus is told from outside; the runtime's settings of a node are such. */
export interface BusSettings {
  /** Null: no Kafka; the bus is in-memory and the node standalone. */
  readonly kafkaServers: readonly string[] | null;
  readonly skipEventBus: boolean;
  readonly createTopics: boolean;
  /** Null: the node is not registered in Consul. */
  readonly consulUrl: string | null;
  /** PostgreSQL URL of the state that instances share; null: SQLite in `stateDir`. */
  readonly stateUrl: string | null;
  readonly stateDir: string;
  /** How long answers to messages are remembered, in ms; null: as long as records stay on the topics. */
  readonly deduplicationWindowMs: number | null;
  /** Most messages in a node's handlers at once. */
  readonly concurrency: number;
  /** Processes that may end while they handle one message, before it becomes a dead letter. */
  readonly maxDeliveries: number;
  /** Whether each version of a node has a consumer group of its own, and so handles every message. */
  readonly groupPerVersion: boolean;
  readonly serviceName: string | null;
  readonly instanceId: string | null;
  readonly environment: string;
}

/** Settings of a runtime node without registered settings: what its fields say, then the environment. */
export function settingsOfFields(
  host: { bootstrapServers: string | undefined; serviceName: string; instanceId: string | undefined },
  environment: NodeJS.ProcessEnv,
): BusSettings {
  const settings = settingsOfEnvironment(environment, host.serviceName);
  return {
    ...settings,
    kafkaServers: serverList(host.bootstrapServers),
    serviceName: nonEmpty(host.serviceName) ?? null,
    instanceId: nonEmpty(host.instanceId) ?? settings.instanceId,
  };
}

/**
 * Settings of an object that is no runtime node.
 * @param service name of the service if `SERVICE_NAME` is not set
 */
export function settingsOfEnvironment(environment: NodeJS.ProcessEnv, service: string): BusSettings {
  const set = withoutEmpty(environment);
  return {
    kafkaServers: serverList(set['KAFKA_BOOTSTRAP_SERVERS']),
    skipEventBus: false,
    createTopics: false,
    consulUrl: set['CONSUL_HTTP_ADDR'] ?? null,
    stateUrl: set['ONEX_STATE_URL'] ?? null,
    stateDir: path.resolve(set['ONEX_STATE_DIR'] ?? '.onex-state'),
    deduplicationWindowMs: null,
    concurrency: DEFAULT_CONCURRENCY,
    maxDeliveries: DEFAULT_MAX_DELIVERIES,
    groupPerVersion: set['ONEX_GROUP_PER_VERSION'] === 'true',
    serviceName: set['SERVICE_NAME'] ?? nonEmpty(service) ?? null,
    instanceId: set['ONEX_INSTANCE_ID'] ?? null,
    environment: set['ONEX_ENVIRONMENT'] ?? 'local',
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return (text ?? '').trim() === '' ? undefined : text;
}

/** `a:9092, b:9092` as a list; null when nothing is in it. */
export function serverList(text: string | undefined): readonly string[] | null {
  const servers = (text ?? '')
    .split(',')
    .map((server) => server.trim())
    .filter((server) => server !== '');
  return servers.length === 0 ? null : servers;
}
