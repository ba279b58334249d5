/**
 * The format of messages on the bus: envelope, headers, keys, topics, consumer groups, and dead letters. All functions
 * are pure. A message in any form that the Python packages or earlier releases write can be read. It must not know
 * transports' clients, nodes, or stores.
 */
export {
  DEEPEST_PAYLOAD,
  isTooDeep,
  ONEX_NAMESPACE,
  isUuid,
  outputId,
  uuidv5,
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
  namedOperations,
  taggedOperation,
  withOperationHeader,
  parseCommand,
  parseEnvelope,
  parseJsonObject,
  type RecordPlace,
  failureReasonOf,
  isTimedOut,
  retryableOf,
  statedVerdict,
  verdictByTopic,
  verdictOf,
  verdictOfAnswer,
  type Verdict,
} from './envelope/index.ts';
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
  payloadKey,
  recordKey,
  consumerGroup,
  groupOf,
  groupPrefix,
  isGroupOf,
  newestFirst,
  versionText,
  type GroupName,
} from './topics/index.ts';
export { DEFAULT_FORM, wireFormOf, type WireForm } from './form.ts';
export {
  createHeaders,
  withOffset,
  type HeaderOptions,
  type Headers,
  nextSpan,
  traceparent,
  withTrace,
  type Continuation,
  REPLAY_COUNT,
} from './headers/index.ts';
export {
  CARRIED,
  carriedHeaders,
  continued,
  isInContext,
  readEnvelope,
  withCarried,
} from './headers/context/index.ts';
export {
  createDeadLetter,
  keptHeaders,
  type DeadLetter,
  type DeadLetterOptions,
} from './dead-letter/index.ts';
