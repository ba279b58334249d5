export { defaultSettings, LOG_LEVELS } from '../../settings/options.ts';

/**
 * The settings of the runtime for one node. The table in `settings/options.ts` has their sources, types, and defaults.
 */
export interface Settings {
  /** null: no Kafka. The node is standalone on the in-memory transport. */
  readonly kafkaServers: readonly string[] | null;
  readonly skipEventBus: boolean;
  readonly createTopics: boolean;
  readonly consulUrl: string | null;
  /** Address that the health server binds to. */
  readonly host: string;
  /** Address that is announced to others. If null, it is derived from `host`. */
  readonly advertiseHost: string | null;
  /** Port of the health server. 0 selects a free one. */
  readonly port: number;
  /** PostgreSQL URL of workflow and deduplication state. If null, the state is in SQLite in `stateDir`. */
  readonly stateUrl: string | null;
  readonly stateDir: string;
  readonly logLevel: string;
  readonly shutdownTimeoutMs: number;
  /** How long answers to messages are remembered, in ms. If null, as long as the topics retain records. */
  readonly deduplicationWindowMs: number | null;
  /** Maximum number of messages in the node's handlers at once. */
  readonly concurrency: number;
  /** Maximum number of processes that may end while they handle one message, before it is dead-lettered. */
  readonly maxDeliveries: number;
  /**
   * Maximum number of worker threads in which a compute node calls its handlers. 0: none. Null: what the contract says.
   */
  readonly workerThreads: number | null;
  /** Whether each version of the node has a consumer group of its own, and so handles every message. */
  readonly groupPerVersion: boolean;
  readonly serviceName: string | null;
  readonly instanceId: string | null;
  readonly environment: string;
}
