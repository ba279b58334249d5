/**
 * Messages as a node receives and emits them: the message itself, the kinds of output, the payload of a failed
 * event, and the topic of each result. It knows nothing of transports.
 */
export { failedPayload, publishableError } from './failed-payload.ts';
export type { Message, Output, OutputKind, OutputSink } from './message.ts';
export { refuseForeignKind, refuseForeignTopic, requirePublishable } from './output-kinds.ts';
export { intentTopic, resultTopics, snapshotTopic, type ResultTopics } from './topics.ts';
