export { chooseBus, type DevBus, type RealBus } from './choose-bus.ts';
export { describeNodes } from './describe-nodes.ts';
export type { KafkaBus } from './kafka-bus.ts';
