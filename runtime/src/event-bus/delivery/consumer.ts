import { type Backoff, backoffMs } from '../retry/index.ts';
import type { BusLogger } from '../observability/index.ts';
import { type ConsumerCondition, createWaitingRecords } from '../readiness/index.ts';
import type { EventTransport, InboundRecord, SubscribeOptions, Subscription } from '../transports/index.ts';
import type { MessageHandler } from './message-handler.ts';

export interface ConsumerOptions {
  readonly transport: EventTransport;
  readonly subscription: Omit<SubscribeOptions, 'handle' | 'onError' | 'onProblem'>;
  readonly handle: MessageHandler;
  readonly logger: BusLogger;
  /** Called with the reason why a condition does not hold, and with null when it holds again. */
  readonly onProblem: (problem: string | null, condition: ConsumerCondition) => void;
  /** Pauses before a consumer that left its group joins it again. */
  readonly rejoin?: Backoff;
}

export interface Consumer {
  /** Records in progress. */
  active(): number;
  /** Takes no more records, and finishes those in progress. */
  stop(): Promise<void>;
}

const REJOIN: Backoff = { initialMs: 15_000, maxMs: 300_000 };

/**
 * Consumes until stopped. When a record cannot be handled because something is unavailable, the consumer leaves its
 * group, which passes the record to another instance, and joins again after a pause. The pause grows until every record
 * that caused one was handled here, or the consumer stayed for as long as the longest pause.
 */
export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const { transport, handle, logger, onProblem, rejoin = REJOIN } = options;
  const { groupId, topics } = options.subscription;
  const waiting = createWaitingRecords((problem) => onProblem(problem, 'messages'));
  let active = 0;
  /** The number of times in a row that the consumer left its group, and the unhandled records that made it leave. */
  let halts = 0;
  const haltedBy = new Set<string>();
  let steady: NodeJS.Timeout | undefined;
  let resting: Promise<void> | null = null;
  let stopped = false;

  const onHandled = (record: InboundRecord): void => {
    if (haltedBy.delete(nameOf(record)) && haltedBy.size === 0) halts = 0;
  };

  const onSteady = (): void => {
    haltedBy.clear();
    halts = 0;
  };

  const handleOne = async (record: InboundRecord, signal: AbortSignal): Promise<void> => {
    active += 1;
    try {
      await handle(record, signal, (error) =>
        waiting.wait(record, `messages of ${record.topic} wait: ${messageOf(error)}`),
      );
      onHandled(record);
    } catch (error) {
      if (!signal.aborted && !stopped) resting ??= rest(record, error);
      throw error;
    } finally {
      active -= 1;
      waiting.end(record);
    }
  };

  const rest = async (record: InboundRecord, error: unknown): Promise<void> => {
    clearTimeout(steady);
    haltedBy.add(nameOf(record));
    halts += 1;
    onProblem(`consumer stopped: ${messageOf(error)}`, 'processing');
    // The condition is logged where all conditions are logged: once, and again while it lasts.
    logger.debug(
      { group: groupId, topics, error },
      'consumer stopped; only offsets of completed messages are committed',
    );
    await (await subscribed).rest(backoffMs(halts, rejoin));
    resting = null;
    if (stopped) return;
    // Another instance may have handled the record that made this one leave. This instance would never learn of it.
    steady = setTimeout(onSteady, rejoin.maxMs).unref();
    onProblem(null, 'processing');
    logger.debug({ group: groupId, topics }, 'consumer joined its group again');
  };

  const subscribed: Promise<Subscription> = transport.subscribe({
    ...options.subscription,
    handle: handleOne,
    onProblem,
    onError: (error) => logger.debug({ group: groupId, error }, 'record not handled'),
  });
  const subscription = await subscribed;
  return {
    active: () => active,
    async stop() {
      stopped = true;
      clearTimeout(steady);
      await subscription.stop();
    },
  };
}

function nameOf({ topic, partition, offset }: InboundRecord): string {
  return `${topic}/${partition}/${offset}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
