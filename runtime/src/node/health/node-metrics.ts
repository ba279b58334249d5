import { defineCounter, defineGauge, defineHistogram } from '../../health/metrics.ts';

export const MESSAGES = defineCounter('onex_messages_total', 'Messages dispatched, by outcome.', [
  'topic',
  'outcome',
]);
export const OPERATION_SECONDS = defineHistogram(
  'onex_operation_duration_seconds',
  'Time from dispatch to outputs, retries included.',
  ['operation', 'outcome'],
);
export const RETRIES = defineCounter('onex_operation_retries_total', 'Attempts after the first.', [
  'operation',
]);
export const IN_FLIGHT = defineGauge('onex_in_flight', 'Messages in progress.', []);
export const OLDEST = defineGauge(
  'onex_oldest_message_seconds',
  'Age of the oldest message in progress; 0 when there is none.',
  [],
);
export const CIRCUIT = defineGauge('onex_circuit_state', '0 closed, 0.5 half open, 1 open.', ['operation']);
export const CACHE = defineCounter('onex_compute_cache_total', 'Look-ups in the cache of a compute node.', [
  'operation',
  'outcome',
]);
