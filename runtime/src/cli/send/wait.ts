import type { ControlClient, OnEvent } from '../control/index.ts';
import type { OutgoingMessage } from './message.ts';
import { outcomeOf, type Outcome } from './reply.ts';
import type { Target } from './target.ts';

/** How the wait ended: the message's outcome, no answer in time, or the bus going away. */
export type WaitEnd =
  Outcome | { readonly status: 'timeout'; readonly timeoutMs: number } | { readonly status: 'lost' };

/**
 * Publishes the message and waits for its outcome. Every event of the conversation on the topics, but the message and
 * the outcome, goes to `onEvent` as it comes; while a promise of it is pending, no further event is read.
 */
export async function sendAndWait(
  client: ControlClient,
  message: OutgoingMessage,
  target: Target,
  { topics, timeoutMs, onEvent }: { topics: readonly string[]; timeoutMs: number; onEvent: OnEvent },
): Promise<WaitEnd> {
  const { promise: outcome, resolve, reject } = Promise.withResolvers<WaitEnd>();
  let settled = false;
  const settle = (end: WaitEnd): void => {
    settled = true;
    resolve(end);
  };
  const correlationId = message.envelope.correlation_id;
  const tail = await client.tail({ topics, correlationId, from: 'now', follow: true }, (event) => {
    if (settled) return undefined;
    const end = outcomeOf(event, message, target);
    if (end !== null) settle(end);
    else if (!(event.topic === message.topic && event.value === message.value)) return onEvent(event);
    return undefined;
  });
  tail.ended.then(() => settle({ status: 'lost' }), reject);
  const timer = setTimeout(() => settle({ status: 'timeout', timeoutMs }), timeoutMs);
  try {
    await client.publish(message);
    return await outcome;
  } finally {
    clearTimeout(timer);
    tail.close();
  }
}
