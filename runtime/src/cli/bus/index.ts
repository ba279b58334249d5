/**
 * The bus of a command: a running `dev`, otherwise Kafka. Both have the same methods, so `send`, `tail`, and `dlq` do
 * not know which one they use.
 */
export { chooseBus, type DevBus, type RealBus } from './choose-bus.ts';
export { describeNodes } from './describe-nodes.ts';
export type { KafkaBus } from './kafka-bus.ts';
