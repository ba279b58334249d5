export { DEEPEST_PAYLOAD, isTooDeep } from './nesting.ts';
export { ONEX_NAMESPACE, isUuid, outputId, uuidv5 } from './ids.ts';
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
} from './topics.ts';
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
} from './envelope.ts';
export { namedOperations, taggedOperation, withOperationHeader } from './operation.ts';
export { DEFAULT_FORM, wireFormOf, type WireForm } from './form.ts';
export { parseCommand, parseEnvelope, parseJsonObject, type RecordPlace } from './parse-envelope.ts';
export { createHeaders, withOffset, type HeaderOptions, type Headers } from './headers.ts';
export { nextSpan, traceparent, withTrace, type Continuation } from './trace-context.ts';
export {
  CARRIED,
  carriedHeaders,
  continued,
  isInContext,
  readEnvelope,
  withCarried,
} from './context/index.ts';
export {
  failureReasonOf,
  isTimedOut,
  retryableOf,
  statedVerdict,
  verdictByTopic,
  verdictOf,
  verdictOfAnswer,
  type Verdict,
} from './verdict.ts';
export { REPLAY_COUNT } from './replay-count.ts';
export { payloadKey, recordKey } from './record-key.ts';
export {
  consumerGroup,
  groupOf,
  groupPrefix,
  isGroupOf,
  newestFirst,
  versionText,
  type GroupName,
} from './consumer-group.ts';
export { createDeadLetter, keptHeaders, type DeadLetter, type DeadLetterOptions } from './dead-letter.ts';
