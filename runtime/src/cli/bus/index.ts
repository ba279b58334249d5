export { chooseBus, type DevBus, type RealBus } from './choose-bus.ts';
export { describeNodes } from './describe-nodes.ts';
