import type { ControlClient, OnEvent, OpenTail } from '../control/index.ts';
import type { OutgoingMessage } from './message.ts';
import { outcomeOf, type Outcome } from './reply.ts';
import type { Target } from './target.ts';

/** How the wait ended: the message's outcome, no answer in time, or the loss of the bus. */
export type WaitEnd = Outcome | Timeout | { readonly status: 'lost' };

export interface Timeout {
  readonly status: 'timeout';
  readonly timeoutMs: number;
  /** Set when the bus had not acknowledged the message: whether it is published is not known. */
  readonly unacknowledged?: true;
}

/**
 * Publishes the message and waits for its outcome. Every event of the conversation on the topics, except the message
 * and the outcome, is passed to `onEvent`; while a promise of it is pending, no further event is read. The time limit
 * includes opening the tail and publishing.
 */
export async function sendAndWait(
  client: ControlClient,
  message: OutgoingMessage,
  target: Target,
  { topics, timeoutMs, onEvent }: { topics: readonly string[]; timeoutMs: number; onEvent: OnEvent },
): Promise<WaitEnd> {
  const { promise: outcome, resolve, reject } = Promise.withResolvers<WaitEnd>();
  let settled = false;
  let acknowledged = false;
  let tail: OpenTail | undefined;
  const settle = (end: WaitEnd): void => {
    settled = true;
    resolve(end);
  };
  const correlationId = message.envelope.correlation_id;
  const run = async (): Promise<void> => {
    tail = await client.tail({ topics, correlationId, from: 'now', follow: true }, (event) => {
      if (settled) return undefined;
      const end = outcomeOf(event, message, target);
      if (end !== null) settle(end);
      else if (!(event.topic === message.topic && event.value === message.value)) return onEvent(event);
      return undefined;
    });
    if (settled) {
      tail.close();
      return;
    }
    tail.ended.then(() => settle({ status: 'lost' }), reject);
    await client.publish(message);
    acknowledged = true;
  };
  const timer = setTimeout(
    () => settle({ status: 'timeout', timeoutMs, ...(!acknowledged && { unacknowledged: true }) }),
    timeoutMs,
  );
  try {
    run().catch(reject);
    return await outcome;
  } finally {
    settled = true;
    clearTimeout(timer);
    tail?.close();
  }
}
