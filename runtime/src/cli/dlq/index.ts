/**
 * The command `dlq`: lists, shows, and replays dead letters. A replayed message keeps its envelope ID, so a node that
 * has handled it does not handle it again. What a dead letter contains was written by others, and is printed without
 * control characters.
 */
export { readDeadLetter } from './dead-letter.ts';
export { dlqCommand } from './command.ts';
