/**
 * Adapts the installed kafkajs: its clock, its sockets, its encoding, and the messages of its errors. Each adaptation
 * is applied once in a process.
 */
export {
  isMissingTopic,
  isOutage,
  isTransient,
  isRefused,
  isTooLarge,
  isTopicForbidden,
  outOfRange,
  toBusError,
} from './kafka-error.ts';
export { steadyClockOfKafkajs } from './kafkajs-clock.ts';
