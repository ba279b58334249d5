/**
 * The envelope of a message: writing, reading, and checking it, and the outcome that it states. The ID of an output
 * depends only on the message that caused it. Values that an earlier release or the Python packages write are accepted.
 */
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
export { ONEX_NAMESPACE, isUuid, outputId, uuidv5 } from './ids.ts';
export { DEEPEST_PAYLOAD, isTooDeep } from './nesting.ts';
export { namedOperations, taggedOperation, withOperationHeader } from './operation.ts';
export {
  findCorrelationId,
  parseCommand,
  parseEnvelope,
  parseJsonObject,
  type RecordPlace,
} from './parse-envelope.ts';
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
