import { AsyncLocalStorage } from 'node:async_hooks';
import type { Message } from '../messages/index.ts';

/** A message that a node works on. */
export interface MessageInProgress {
  /** The node. */
  readonly owner: object;
  readonly topic: string;
  readonly messageId: string;
  readonly correlationId: string;
  /** `performance.now()` when the node got it. */
  readonly since: number;
  /** Null until it is known. */
  operation: string | null;
  /** An attempt has reached its time limit, and the message is still in progress. */
  isOverdue: boolean;
  /** Ends the attempt under way with an error that the handler did not throw itself; null while there is none. */
  fail: ((error: unknown) => void) | null;
  /** The longest time for which a call of the handler did not return to the event loop, in ms. */
  blockedMs: number;
}

/** How long a message must have been in progress to be remembered when it ends, in ms, and how many are. */
const LONG_MS = 4000;
const MOST_ENDED = 20;

const context = new AsyncLocalStorage<MessageInProgress>();
/** In the order in which they began, those of all nodes of the process. */
const messages = new Set<MessageInProgress>();

/** The last messages that were in progress for long, and when they ended: a block is seen only when it is over. */
const ended: { readonly message: MessageInProgress; readonly at: number }[] = [];

/** The message whose handling the present code is part of, however many awaits ago it began. */
export function currentMessage(): MessageInProgress | null {
  const current = context.getStore();
  return current !== undefined && messages.has(current) ? current : null;
}

/** Messages in progress, the oldest first: of a node, or of all nodes of the process. */
export function messagesInProgress(owner?: object): readonly MessageInProgress[] {
  const all = [...messages];
  return owner === undefined ? all : all.filter((message) => message.owner === owner);
}

/**
 * Messages of a node that may have blocked the event loop for the last `blockedMs`: the one whose handler was measured to
 * do so, else all that were in progress meanwhile.
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

/** How long a message has been in progress, in seconds, with three digits after the point. */
export function ageOf({ since }: MessageInProgress): number {
  return Math.round(performance.now() - since) / 1000;
}
