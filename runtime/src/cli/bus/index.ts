export { chooseBus, type DevBus, type RealBus } from './choose-bus.ts';
