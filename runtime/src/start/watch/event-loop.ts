import { type Metrics, defineHistogram } from '../../health/metrics.ts';
import type { Logger } from '../../logging/index.ts';
import { ageOf, messagesAtBlock, type MessageInProgress } from '../../node/progress/index.ts';

const DELAY = defineHistogram(
  'onex_event_loop_delay_seconds',
  'Delay of a timer in the event loop, measured twice a second.',
  [],
);

/** Duration of a block of the event loop that is reported, in ms. */
export const BLOCK_MS = 5000;
const INTERVAL_MS = 500;
/** Maximum number of messages that are named in one line. */
const MOST_NAMED = 5;

export interface EventLoopWatch {
  stop(): void;
}

export interface EventLoopWatchOptions {
  /** The node whose messages are named. */
  readonly owner: object;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Monotonic clock, in ms. */
  readonly now?: () => number;
}

/** Measures the delay of the event loop, and logs each block of more than 5 s when it is over. */
export function watchEventLoop(options: EventLoopWatchOptions): EventLoopWatch {
  const { owner, logger, metrics, now = () => performance.now() } = options;
  let last = now();
  const timer = setInterval(() => {
    const elapsed = now() - last;
    last += elapsed;
    metrics.observe(DELAY, Math.max(0, elapsed - INTERVAL_MS) / 1000);
    if (elapsed < BLOCK_MS) return;
    const messages = messagesAtBlock(owner, elapsed);
    logger.error(
      {
        blocked_seconds: Math.round(elapsed) / 1000,
        operations: [...new Set(messages.map(({ operation }) => operation ?? 'unknown'))],
        messages: messages.slice(0, MOST_NAMED).map(describe),
      },
      `the event loop was blocked${suspicion(messages)}`,
    );
  }, INTERVAL_MS).unref();
  return { stop: () => clearInterval(timer) };
}

function describe(message: MessageInProgress): object {
  const { operation, topic, messageId } = message;
  return { operation, topic, message_id: messageId, age_seconds: ageOf(message) };
}

function suspicion(messages: readonly MessageInProgress[]): string {
  const [first] = messages;
  if (first === undefined) return '; no message was in progress';
  if (messages.length > 1) return `, probably by one of ${messages.length} messages in progress`;
  return `, probably by ${first.operation ?? first.topic}; run CPU-bound work in a worker thread`;
}
