/**
 * The command `dlq`: lists, shows, and replays dead letters. A replayed message has the same envelope ID, so a node
 * that has handled it does not handle it again. The content of a dead letter comes from others, and is printed without
 * control characters.
 */
export { readDeadLetter } from './dead-letter.ts';
export { dlqCommand } from './command.ts';
