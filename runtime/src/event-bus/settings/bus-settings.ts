/** Default number of messages in a node's handlers at once. */
export const DEFAULT_CONCURRENCY = 64;
/** Default number of processes that may end while they handle one message. */
export const DEFAULT_MAX_DELIVERIES = 5;

/** The settings of the bus, which are part of the runtime's settings of a node. */
export interface BusSettings {
  /** Null if there is no Kafka: the bus is in memory, and the node is standalone. */
  readonly kafkaServers: readonly string[] | null;
  readonly skipEventBus: boolean;
  readonly createTopics: boolean;
  /** Null if the node is not registered in Consul. */
  readonly consulUrl: string | null;
  /** PostgreSQL URL of the state that instances share. If null, the state is in SQLite in `stateDir`. */
  readonly stateUrl: string | null;
  readonly stateDir: string;
  /** How long answers to messages are remembered, in ms. If null, as long as the topics retain records. */
  readonly deduplicationWindowMs: number | null;
  /** Maximum number of messages in a node's handlers at once. */
  readonly concurrency: number;
  /** Maximum number of processes that may end while they handle one message, before it is dead-lettered. */
  readonly maxDeliveries: number;
  /** Whether each version of a node has a consumer group of its own, and so handles every message. */
  readonly groupPerVersion: boolean;
  readonly serviceName: string | null;
  readonly instanceId: string | null;
  readonly environment: string;
}
