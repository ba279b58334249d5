import {
  OnexError,
  inPhase,
  isContentError,
  isInfrastructureError,
  isNodeFault,
  isOnexError,
  markPhase,
  phaseOf,
  toOnexError,
} from '../../errors/index.ts';
import { type Backoff, backoffMs, pause } from '../retry/index.ts';
import type { BusMetrics, BusLogger } from '../observability/index.ts';
import { DEFAULT_MAX_DELIVERIES } from '../settings/index.ts';
import type { DeduplicationStore } from '../stores/deduplication/index.ts';
import type { DeliveryCounts } from '../stores/delivery-counts/index.ts';
import type { EventTransport, InboundRecord } from '../transports/index.ts';
import { createSemaphore } from '../../values/async/index.ts';
import {
  createDeadLetter,
  deadLetterTopic,
  readEnvelope,
  statedVerdict,
  type WireForm,
} from '../wire/index.ts';
import type { Publication } from '../publisher/index.ts';
import { answerOnce } from './answer-once.ts';
import { createAnswers } from './answers.ts';
import type { DispatchMessage, DispatchingNode } from './node.ts';
import { createPoisonRule } from './poison.ts';

export interface MessageHandlerOptions {
  readonly node: DispatchingNode;
  readonly transport: EventTransport;
  readonly deduplication: DeduplicationStore;
  readonly serviceName: string;
  /** Default: the form that all readers accept. */
  readonly form?: WireForm;
  /** Where deliveries are counted. If absent or null, they are not counted. */
  readonly deliveries?: DeliveryCounts | null;
  /** Maximum number of processes that may end while they handle one message. Default 5. */
  readonly maxDeliveries?: number;
  /** Owner of the remembered answers: `<environment>/<service>/<node>`. */
  readonly owner: string;
  readonly metrics: BusMetrics;
  readonly logger: BusLogger;
  /** Maximum number of messages in the node's handlers at once. More messages may wait for the database or the bus. */
  readonly concurrency: number;
  /** Pauses between attempts while a dependency is unavailable. */
  readonly backoff: Backoff;
  /** Attempts before the consumer gives up and stops. */
  readonly maxTries: number;
}

/**
 * Handles one record until it is done. Calls `onTrouble` when something is unavailable and the record has to wait.
 * @throws OnexError 096 or 122 when a dependency is still unavailable after all retries.
 */
export type MessageHandler = (
  record: InboundRecord,
  signal: AbortSignal,
  onTrouble: (error: unknown) => void,
) => Promise<void>;

/**
 * Processes a message: parses it, dispatches it once, and publishes its outputs. It returns only after the answer is
 * acknowledged, so the offset is committed afterwards. A message that can never be processed is dead-lettered. A
 * message that cannot be processed now is tried again.
 */
export function createMessageHandler(options: MessageHandlerOptions): MessageHandler {
  const { node, transport, deduplication, serviceName, owner, metrics, logger, backoff, maxTries } = options;
  const { domain, topics } = node.contract;
  const semaphore = createSemaphore(options.concurrency);

  /** Failures of a bus that has repeated every attempt itself. The message is not tried again here. */
  const final = new WeakSet<object>();
  const published = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      markPhase(error, isInfrastructureError(error) ? 'publish' : 'answer');
      if (transport.publishDeadlineMs !== undefined && isOnexError(error)) final.add(error);
      throw error;
    }
  };

  const { deliveries: counts = null, maxDeliveries: limit = DEFAULT_MAX_DELIVERIES } = options;
  const poison =
    counts === null
      ? null
      : createPoisonRule({
          counts,
          limit,
          onSuspect: (messageId, deliveries) =>
            logger.warn(
              { message_id: messageId, deliveries, limit },
              'a process ended while it handled this message; the message is handled again',
            ),
        });

  const dispatch = async (message: DispatchMessage, signal: AbortSignal): Promise<readonly Publication[]> => {
    const acquire = async (): Promise<() => void> => {
      const release = await semaphore.acquire();
      if (!signal.aborted) return release;
      release();
      // A message that still waits when the node stops is left to the next owner. Otherwise, shutdown would have to
      // wait for it.
      throw new OnexError('EVENT_BUS_ERROR', 'not started, because the node stops');
    };
    const work = (): Promise<readonly Publication[]> =>
      inPhase(
        (error) => (isContentError(error) ? 'validate' : 'handle'),
        () => node.dispatch(message),
      );
    if (poison !== null) {
      return poison.handle({ messageId: message.envelope.envelope_id, signal, acquire, work });
    }
    const release = await acquire();
    try {
      return await work();
    } finally {
      release();
    }
  };

  const answers = createAnswers(options);
  /**
   * Messages that this process handled and whose answers are not acknowledged. Another attempt at one of them is not a
   * duplicate.
   */
  const unacknowledged = new Set<string>();

  const answer = async (record: InboundRecord, signal: AbortSignal): Promise<void> => {
    const envelope = await inPhase(record.cutOff === undefined ? 'decode' : 'read', () =>
      readEnvelope(record),
    );
    const id = envelope.envelope_id;
    const message = { payload: envelope.payload, envelope, topic: record.topic };
    const { contract } = node;
    const { outputs, first } = await inPhase('state', () =>
      answerOnce({ contract, deduplication, owner, message }, async (transactions) => {
        const begun = { ...message, ...(transactions && { transactions }) };
        const emitted = await dispatch(begun, signal);
        const wrapped = await inPhase('answer', () => answers.wrap(emitted, begun));
        remember(unacknowledged, id);
        return wrapped;
      }),
    );
    if (!first && !unacknowledged.has(id)) {
      metrics.duplicate(record.topic);
      logger.info({ ...place(record), correlation_id: envelope.correlation_id }, 'duplicate answered again');
    }
    await published(answers.publish(outputs, message));
    unacknowledged.delete(id);
    if (metrics.answered !== undefined) {
      const failed = outputs.some((output) => statedVerdict(output.envelope) === 'failed');
      metrics.answered(record.topic, outputs.length, failed);
    }
  };

  const giveUpOn = async (record: InboundRecord, error: unknown): Promise<void> => {
    const topic = deadLetterTopic(record.topic, domain, topics.deadLetter);
    if (topic === record.topic) {
      logger.error({ ...place(record), error }, 'dead letter ignored');
      return;
    }
    const letter = createDeadLetter(record, error, { topic, source: serviceName });
    try {
      await published(transport.publish([letter]));
    } catch (refusal) {
      if (!isOnexError(refusal) || refusal.code !== 'INVALID_PARAMETER') throw refusal;
      const short = createDeadLetter(record, error, { topic, source: serviceName, leaveOut: true });
      await published(transport.publish([short]));
    }
    metrics.deadLettered(record.topic);
    const fields = {
      ...place(record),
      dead_letter_topic: topic,
      correlation_id: letter.headers['correlation_id'],
      reason: letter.headers['failure_reason'],
      phase: phaseOf(error),
    };
    if (isContentError(error)) logger.info(fields, 'message dead-lettered');
    else logger.error({ ...fields, error }, 'message dead-lettered');
  };

  return async (record, signal, onTrouble) => {
    metrics.consumed(record.topic);
    let unanswerable: { readonly error: unknown } | null = null;
    for (let tries = 1; ; tries += 1) {
      try {
        if (unanswerable === null) await answer(record, signal);
        else await giveUpOn(record, unanswerable.error);
        return;
      } catch (error) {
        const away = isInfrastructureError(error);
        if (!away && unanswerable === null) {
          unanswerable = { error };
          continue;
        }
        const failure = toOnexError(error, 'EVENT_BUS_ERROR');
        if (tries >= maxTries || signal.aborted || final.has(failure)) throw failure;
        if (isNodeFault(failure)) {
          // No further attempt can help here. Another instance may be able to handle the record.
          onTrouble(failure);
          throw failure;
        }
        // Waiting messages and the reason are a condition of the consumer, which is logged once for all of them.
        if (tries === 1)
          logger.debug(
            { ...place(record), phase: phaseOf(failure), error: failure },
            'message will be retried',
          );
        onTrouble(failure);
        metrics.retried(record.topic);
        await pause(backoffMs(tries, backoff), signal);
        if (signal.aborted) throw failure;
      }
    }
  };
}

/** Maximum number of remembered messages whose answers are not acknowledged. */
const MOST_UNACKNOWLEDGED = 10_000;

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  if (ids.size <= MOST_UNACKNOWLEDGED) return;
  const [oldest] = ids;
  if (oldest !== undefined) ids.delete(oldest);
}

function place(record: InboundRecord): Record<string, unknown> {
  return { topic: record.topic, partition: record.partition, offset: String(record.offset) };
}
