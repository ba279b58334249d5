/**
 * Publishes messages: wraps a payload in an envelope, chooses the key, adds headers, and waits for the bus to
 * acknowledge the record. The ID of an output depends only on the message that caused it and on its position, so an
 * output that is published twice has one ID. It must not know why something is published.
 */
export { createPublisher } from './create-publisher.ts';
export { toRecord, wrapOutputs, wrapPublication } from './outputs.ts';
export type { EventPublisher, Publication } from './publisher.ts';
