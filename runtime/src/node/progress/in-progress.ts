import { AsyncLocalStorage } from 'node:async_hooks';
import type { Message } from '../messages/index.ts';

/** A message in progress in a node. */
export interface MessageInProgress {
  /** The node. */
  readonly owner: object;
  readonly topic: string;
  readonly messageId: string;
  readonly correlationId: string;
  /** `performance.now()` when the node received it. */
  readonly since: number;
  /** Null until it is known. */
  operation: string | null;
  /** Whether an attempt has reached its time limit while the message is still in progress. */
  isOverdue: boolean;
  /** Ends the current attempt with an error that the handler did not throw itself. Null while there is no attempt. */
  fail: ((error: unknown) => void) | null;
  /** The longest time that a call of the handler blocked the event loop, in ms. */
  blockedMs: number;
}

/** How long a message must have been in progress to be remembered when it ends, in ms, and how many are remembered. */
const LONG_MS = 4000;
const MOST_ENDED = 20;

const context = new AsyncLocalStorage<MessageInProgress>();
/** The messages of all nodes of the process, in the order in which they began. */
const messages = new Set<MessageInProgress>();

/**
 * The last messages that were in progress for long, and when they ended, because a block is detected only when it is
 * over.
 */
const ended: { readonly message: MessageInProgress; readonly at: number }[] = [];

/** The message that the current code handles, however many awaits ago its handling began. */
export function currentMessage(): MessageInProgress | null {
  const current = context.getStore();
  return current !== undefined && messages.has(current) ? current : null;
}

/** Messages in progress, the oldest first, of one node or of all nodes of the process. */
export function messagesInProgress(owner?: object): readonly MessageInProgress[] {
  const all = [...messages];
  return owner === undefined ? all : all.filter((message) => message.owner === owner);
}

/**
 * Messages of a node that may have blocked the event loop for the last `blockedMs`: the one whose handler was measured
 * to block it, otherwise all that were in progress meanwhile.
 */
export function messagesAtBlock(owner: object, blockedMs: number): readonly MessageInProgress[] {
  const began = performance.now() - blockedMs;
  const all = [...ended.filter(({ at }) => at > began).map(({ message }) => message), ...messages].filter(
    (message) => message.owner === owner,
  );
  const blockers = all.filter((message) => message.blockedMs > blockedMs / 2);
  return blockers.length > 0 ? blockers : all;
}

/** Runs the handling of one message, so everything that it calls can find out which message that is. */
export async function whileInProgress<T>(
  owner: object,
  { topic, envelope }: Message,
  work: () => Promise<T>,
): Promise<T> {
  const message: MessageInProgress = {
    owner,
    topic,
    messageId: envelope.envelope_id,
    correlationId: envelope.correlation_id,
    since: performance.now(),
    operation: null,
    isOverdue: false,
    fail: null,
    blockedMs: 0,
  };
  messages.add(message);
  try {
    return await context.run(message, work);
  } finally {
    messages.delete(message);
    const at = performance.now();
    if (at - message.since > LONG_MS && ended.push({ message, at }) > MOST_ENDED) ended.shift();
  }
}

/** How long a message has been in progress, in seconds, with three decimal places. */
export function ageOf({ since }: MessageInProgress): number {
  return Math.round(performance.now() - since) / 1000;
}
