import type { StoreSize } from '../stores/deduplication/index.ts';
import { type Metrics, defineCounter, defineGauge } from '../../health/metrics.ts';
import type { FlowCounter } from '../../discovery/index.ts';
import type { AssignmentChange } from '../transports/index.ts';

const CONSUMED = defineCounter('onex_bus_consumed_total', 'Records consumed from a topic.', ['topic']);
const PUBLISHED = defineCounter('onex_bus_published_total', 'Records acknowledged by the bus.', ['topic']);
const DUPLICATES = defineCounter('onex_bus_duplicates_total', 'Messages answered again.', ['topic']);
const RETRIED = defineCounter(
  'onex_bus_retried_total',
  'Retries of messages while a dependency was unavailable.',
  ['topic'],
);
const DEAD_LETTERS = defineCounter('onex_bus_dead_letters_total', 'Messages that cannot be processed.', [
  'topic',
]);
const LAG = defineGauge(
  'onex_bus_lag_records',
  'Records of a partition of this instance that are not handled yet, as of the last fetch.',
  ['topic', 'partition'],
);
const REBALANCES = defineCounter(
  'onex_bus_rebalances_total',
  'How often the group assigned partitions to this instance, or the instance left it.',
  ['group'],
);
const ASSIGNED = defineGauge('onex_bus_assigned_partitions', 'Partitions that this instance reads.', [
  'group',
]);
const HEARTBEAT = defineGauge(
  'onex_heartbeat_timestamp_seconds',
  'When the last heartbeat was acknowledged, in seconds since 1970.',
  [],
);

const DEDUPLICATION_ROWS = defineGauge(
  'onex_deduplication_rows',
  'Answers in the deduplication store, approximately, as of the last removal of expired ones.',
  [],
);
const DEDUPLICATION_BYTES = defineGauge(
  'onex_deduplication_bytes',
  'Size of the deduplication store on disk, indexes included.',
  [],
);
const DEDUPLICATION_WINDOW = defineGauge(
  'onex_deduplication_window_seconds',
  'How long the answer to a message is stored.',
  [],
);

/** What happens on the bus, as the metrics count it. */
export interface BusMetrics {
  consumed(topic: string): void;
  published(topics: readonly string[]): void;
  duplicate(topic: string): void;
  retried(topic: string): void;
  deadLettered(topic: string): void;
  /** A record was answered with this many messages, all of which are acknowledged. */
  answered?(topic: string, messages: number, failed: boolean): void;
  /** Null if the partition now belongs to another instance. */
  lag(topic: string, partition: number, records: number | null): void;
  /** The share of this instance in a group may have changed. */
  assigned(group: string, change: AssignmentChange): void;
  heartbeat(): void;
  deduplicationSize(size: StoreSize): void;
  /** @param ms How long answers are remembered. */
  deduplicationWindow(ms: number): void;
}

/** Counts into the node's metrics. Counts nothing for a host that has none. */
export function createBusMetrics(metrics: Metrics | undefined): BusMetrics {
  return {
    consumed: (topic) => metrics?.count(CONSUMED, { topic }),
    published: (topics) => {
      for (const topic of topics) metrics?.count(PUBLISHED, { topic });
    },
    duplicate: (topic) => metrics?.count(DUPLICATES, { topic }),
    retried: (topic) => metrics?.count(RETRIED, { topic }),
    deadLettered: (topic) => metrics?.count(DEAD_LETTERS, { topic }),
    lag: (topic, partition, records) => metrics?.set(LAG, records, { topic, partition: String(partition) }),
    assigned(group, { assigned }) {
      metrics?.count(REBALANCES, { group });
      metrics?.set(ASSIGNED, assigned.length, { group });
    },
    heartbeat: () => metrics?.set(HEARTBEAT, Date.now() / 1000),
    deduplicationSize: ({ rows, bytes }) => {
      metrics?.set(DEDUPLICATION_ROWS, rows);
      metrics?.set(DEDUPLICATION_BYTES, bytes);
    },
    deduplicationWindow: (ms) => metrics?.set(DEDUPLICATION_WINDOW, ms / 1000),
  };
}

/** The same metrics, which also count what a heartbeat reports about the node's message flow. */
export function countingFlow(metrics: BusMetrics, flow: FlowCounter): BusMetrics {
  return {
    ...metrics,
    consumed(topic) {
      metrics.consumed(topic);
      flow.taken(topic);
    },
    published(topics) {
      metrics.published(topics);
      for (const topic of topics) flow.produced(topic);
    },
    deadLettered(topic) {
      metrics.deadLettered(topic);
      flow.deadLettered(topic);
    },
    answered: (topic, messages, failed) => flow.answered(topic, messages, failed),
  };
}
