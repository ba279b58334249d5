/**
 * The command `tail`: shows the messages of the bus as they arrive. It joins no consumer group, so it takes no message
 * from a node.
 */
export { eventLine } from './event-line.ts';
export { knownTopics, requireKnownTopic } from './topics.ts';
export { tailCommand } from './command.ts';
