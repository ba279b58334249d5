/**
 * The messages that handlers work on. Every attempt of a handler has a time limit, and a late result is ignored. Code
 * that runs on behalf of a message can find out which message that is, and each message is visible from the moment when
 * the node gets it until it is answered.
 */
export { runAttempt, type Attempt } from './attempt.ts';
export {
  ageOf,
  currentMessage,
  messagesAtBlock,
  messagesInProgress,
  whileInProgress,
  type MessageInProgress,
} from './in-progress.ts';
export { runHandler } from './run-handler.ts';
export { DEFAULT_TIME_LIMIT_MS, timeLimitOf } from './time-limit.ts';
