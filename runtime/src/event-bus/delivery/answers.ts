import { OnexError, errorText, isInfrastructureError } from '../../errors/index.ts';
import type { GivenOut } from '../deduplication/index.ts';
import type { BusLogger } from '../logger.ts';
import type { Publication } from '../publisher.ts';
import type { EventTransport, OutboundRecord } from '../transport.ts';
import { DEFAULT_FORM, outputId, type WireForm } from '../wire/index.ts';
import type { DispatchMessage, DispatchingNode } from './node.ts';
import { toRecord, wrapOutputs, wrapPublication } from './outputs.ts';

export interface AnswersOptions {
  readonly node: DispatchingNode;
  readonly transport: EventTransport;
  readonly serviceName: string;
  readonly logger: BusLogger;
  /** In which form messages are written. */
  readonly form?: WireForm;
}

/**
 * From what a node emits for a message to acknowledged records. A fault of the answer is not a fault of the message: the
 * caller gets the failed event instead of the answer, and the message is not dead-lettered.
 */
export interface Answers {
  /** Wraps outputs; the failed event where one of them cannot be a message. */
  wrap(outputs: readonly Publication[], message: DispatchMessage): Promise<readonly GivenOut[]>;
  /** Publishes them; the failed event where the bus can never accept one of them. @throws OnexError EVENT_BUS_ERROR. */
  publish(outputs: readonly GivenOut[], message: DispatchMessage): Promise<void>;
}

/** Answers below this size are published together: no broker refuses them for their size, unless it was set so low. */
const LARGE = 64 * 1024;

export function createAnswers({
  node,
  transport,
  serviceName,
  logger,
  form = DEFAULT_FORM,
}: AnswersOptions): Answers {
  const { name: nodeName } = node.contract;

  /** @throws the error itself where the node has no failed event for the message. */
  const failedEvent = (message: DispatchMessage, error: unknown, position: number): GivenOut => {
    const { envelope } = message;
    const fault = new OnexError('PROCESSING_ERROR', `the answer cannot be published: ${errorText(error)}`, {
      cause: error,
      context: { phase: 'answer' },
    });
    const failed = node.failedEvent?.(message, fault) ?? null;
    if (failed === null) throw error;
    logger.error(
      { topic: message.topic, correlation_id: envelope.correlation_id, phase: 'answer', error },
      'answer cannot be published; the failed event is published instead',
    );
    return wrapPublication(
      { ...failed, envelopeId: outputId(envelope.envelope_id, nodeName, position) },
      envelope,
      { nodeName, form },
    );
  };

  return {
    async wrap(outputs, message) {
      try {
        return wrapOutputs(outputs, message.envelope, nodeName, form);
      } catch (error) {
        if (isInfrastructureError(error)) throw error;
        await message.transactions?.discard();
        return [failedEvent(message, error, 0)];
      }
    },
    async publish(outputs, message) {
      if (outputs.length === 0) return;
      const records = outputs.map((output) => toRecord(output, serviceName));
      try {
        if (!isLarge(records)) await transport.publish(records);
        // When one is refused, those after it, such as the completed event, must not be published.
        else for (const record of records) await transport.publish([record]);
      } catch (error) {
        if (isInfrastructureError(error)) throw error;
        // The outputs may be published in part, so the failed event has an ID of its own.
        await transport.publish([toRecord(failedEvent(message, error, outputs.length), serviceName)]);
      }
    },
  };
}

function isLarge(records: readonly OutboundRecord[]): boolean {
  return records.length > 1 && records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0) > LARGE;
}
