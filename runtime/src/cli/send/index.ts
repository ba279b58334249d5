/**
 * The command `send`: builds a message from an operation and a payload, publishes it, and waits for the answer. The
 * wait has a time limit.
 */
export { callDirectly } from './call.ts';
export { composeMessage, type OutgoingMessage } from './message.ts';
export { outcomeOf, type Outcome } from './reply.ts';
export { resolveTarget, type Target } from './target.ts';
export { sendAndWait } from './wait.ts';
export { sendCommand } from './command.ts';
