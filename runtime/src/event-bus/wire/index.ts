export { DEEPEST_PAYLOAD, isTooDeep } from './envelope/nesting.ts';
export { ONEX_NAMESPACE, isUuid, outputId, uuidv5 } from './envelope/ids.ts';
export {
  HEARTBEAT_TOPIC,
  INTROSPECTION_REQUEST_TOPICS,
  INTROSPECTION_TOPIC,
  deadLetterTopic,
  eventTypeOf,
  isPlatformTopic,
  isTopicName,
  obeysTopicRule,
  topicCategory,
} from './topics/topics.ts';
export {
  ENVELOPE_VERSION,
  ONEX_VERSION,
  causationId,
  compensatedKey,
  createEnvelope,
  idempotencyKey,
  type Envelope,
  type EnvelopeMetadata,
  type EnvelopeOptions,
  type WireVersion,
} from './envelope/envelope.ts';
export { namedOperations, taggedOperation, withOperationHeader } from './envelope/operation.ts';
export { DEFAULT_FORM, wireFormOf, type WireForm } from './form.ts';
export { parseCommand, parseEnvelope, parseJsonObject, type RecordPlace } from './envelope/parse-envelope.ts';
export { createHeaders, withOffset, type HeaderOptions, type Headers } from './headers/headers.ts';
export { nextSpan, traceparent, withTrace, type Continuation } from './headers/trace-context.ts';
export {
  CARRIED,
  carriedHeaders,
  continued,
  isInContext,
  readEnvelope,
  withCarried,
} from './headers/context/index.ts';
export {
  failureReasonOf,
  isTimedOut,
  retryableOf,
  statedVerdict,
  verdictByTopic,
  verdictOf,
  verdictOfAnswer,
  type Verdict,
} from './envelope/verdict.ts';
export { REPLAY_COUNT } from './headers/replay-count.ts';
export { payloadKey, recordKey } from './topics/record-key.ts';
export {
  consumerGroup,
  groupOf,
  groupPrefix,
  isGroupOf,
  newestFirst,
  versionText,
  type GroupName,
} from './topics/consumer-group.ts';
export {
  createDeadLetter,
  keptHeaders,
  type DeadLetter,
  type DeadLetterOptions,
} from './dead-letter/dead-letter.ts';
