/**
 * The bus that a command speaks to: a `dev` that runs, else Kafka. Both have the same methods, so `send`, `tail`, and
 * `dlq` do not know which one they use.
 */
export { chooseBus, type DevBus, type RealBus } from './choose-bus.ts';
export { describeNodes } from './describe-nodes.ts';
export type { KafkaBus } from './kafka-bus.ts';
