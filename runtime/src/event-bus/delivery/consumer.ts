import { type Backoff, backoffMs, pause } from '../backoff.ts';
import type { BusLogger } from '../logger.ts';
import type { EventTransport, InboundRecord, SubscribeOptions, Subscription } from '../transport.ts';
import { GOODBYE_MS, within } from '../within.ts';
import type { MessageHandler } from './message-handler.ts';

export interface ConsumerOptions {
  readonly transport: EventTransport;
  readonly subscription: Omit<SubscribeOptions, 'handle' | 'onError'>;
  readonly handle: MessageHandler;
  readonly logger: BusLogger;
  /** Told why messages have to wait, and null when none has to any more. */
  readonly onProblem: (problem: string | null) => void;
  /** Pauses before a stopped consumer joins its group again. */
  readonly rejoin?: Backoff;
}

export interface Consumer {
  /** Records in hand. */
  active(): number;
  /** Takes no more, finishes what is in hand. */
  stop(): Promise<void>;
}

const REJOIN: Backoff = { initialMs: 15_000, maxMs: 300_000 };

/**
 * Consumes until stopped. When a record cannot be handled because something is away, the consumer leaves its group,
 * so that the record goes to another instance, and joins again after a pause.
 */
export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const { transport, handle, logger, onProblem, rejoin = REJOIN } = options;
  const { groupId, topics } = options.subscription;
  const stopping = new AbortController();
  const waiting = new Set<string>();
  let active = 0;
  let halts = 0;
  let recovering: Promise<void> | null = null;
  let joining = false;

  const handleOne = async (record: InboundRecord, signal: AbortSignal): Promise<void> => {
    const partition = `${record.topic}/${record.partition}`;
    active += 1;
    try {
      await handle(record, signal, (error) => {
        waiting.add(partition);
        onProblem(`messages of ${record.topic} wait: ${messageOf(error)}`);
      });
      halts = 0;
      if (waiting.delete(partition) && waiting.size === 0) onProblem(null);
    } catch (error) {
      if (!signal.aborted) recovering ??= recover(error);
      throw error;
    } finally {
      active -= 1;
    }
  };

  const join = (): Promise<Subscription> =>
    transport.subscribe({
      ...options.subscription,
      handle: handleOne,
      onProblem,
      onError: (error) => logger.debug({ group: groupId, error }, 'record not handled'),
    });

  const recover = async (error: unknown): Promise<void> => {
    halts += 1;
    onProblem(`consumer stopped: ${messageOf(error)}`);
    logger.error(
      { group: groupId, topics, error },
      'consumer stopped; nothing is committed that was not done',
    );
    await (await current).stop();
    while (!stopping.signal.aborted) {
      await pause(backoffMs(halts, rejoin), stopping.signal);
      if (stopping.signal.aborted) break;
      waiting.clear();
      joining = true;
      current = join();
      try {
        await current;
        onProblem(null);
        logger.info({ group: groupId, topics }, 'consumer joined its group again');
        break;
      } catch (joinError) {
        halts += 1;
        current = Promise.resolve({ stop: async () => {} });
        logger.warn({ group: groupId, error: joinError }, 'consumer could not join its group');
      } finally {
        joining = false;
      }
    }
    recovering = null;
  };

  let current = join();
  await current;
  return {
    active: () => active,
    async stop() {
      stopping.abort();
      const stopped = (async () => {
        await recovering;
        await (await current).stop();
      })();
      // Whoever only waits to join has nothing in hand, and a bus that hangs may never answer.
      if (joining) await within(GOODBYE_MS, stopped);
      else await stopped;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
