import { OnexError, errorText, isInfrastructureError } from '../../errors/index.ts';
import { beginningOf } from '../../values/index.ts';
import type { GivenOut } from '../stores/deduplication/index.ts';
import type { BusLogger } from '../observability/index.ts';
import { type Publication, toRecord, wrapOutputs, wrapPublication } from '../publisher/index.ts';
import type { EventTransport, OutboundRecord } from '../transports/index.ts';
import { DEFAULT_FORM, outputId, type WireForm } from '../wire/index.ts';
import type { DispatchMessage, DispatchingNode } from './node.ts';

export interface AnswersOptions {
  readonly node: DispatchingNode;
  readonly transport: EventTransport;
  readonly serviceName: string;
  readonly logger: BusLogger;
  /** The form in which messages are written. */
  readonly form?: WireForm;
}

/**
 * Turns the outputs of a message into acknowledged records. If an answer cannot be published, the caller gets the
 * failed event instead, and the message is not dead-lettered.
 */
export interface Answers {
  /** Wraps outputs in envelopes. If one of them cannot be a message, returns the failed event. */
  wrap(outputs: readonly Publication[], message: DispatchMessage): Promise<readonly GivenOut[]>;
  /**
   * Publishes outputs. If the bus can never accept one of them, publishes the failed event. @throws OnexError
   * EVENT_BUS_ERROR.
   */
  publish(outputs: readonly GivenOut[], message: DispatchMessage): Promise<void>;
}

/** Answers below this size are published together, because no broker with usual limits refuses them for their size. */
const LARGE = 64 * 1024;

export function createAnswers({
  node,
  transport,
  serviceName,
  logger,
  form = DEFAULT_FORM,
}: AnswersOptions): Answers {
  const { name: nodeName } = node.contract;

  const faultOf = (error: unknown): OnexError =>
    new OnexError('PROCESSING_ERROR', `the answer cannot be published: ${errorText(error)}`, {
      cause: error,
      context: { phase: 'answer' },
    });

  /** @throws the error itself if the node has no failed event for the message. */
  const failedEvent = (message: DispatchMessage, error: unknown, position: number): GivenOut => {
    const { envelope } = message;
    const fault = faultOf(error);
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
  const publishOne = (output: GivenOut): Promise<void> => transport.publish([toRecord(output, serviceName)]);

  /** Publishes the failed event. If the bus refuses it too, publishes one with a shortened reason. */
  const publishFailed = async (message: DispatchMessage, error: unknown, position: number): Promise<void> => {
    const event = failedEvent(message, error, position);
    try {
      await publishOne(event);
    } catch (refusal) {
      if (isInfrastructureError(refusal)) throw refusal;
      const short = new OnexError('PROCESSING_ERROR', beginningOf(errorText(error), SHORT));
      await publishOne(failedEvent(message, short, position + 1));
    }
  };

  /** Publishes outputs one by one. The replacement of a refused output is published after the others. */
  const publishEach = async (outputs: readonly GivenOut[], message: DispatchMessage): Promise<void> => {
    const queue = [...outputs];
    const withdrawn = new Set<string>();
    for (const output of queue) {
      const { envelope_id: id } = output.envelope;
      if (withdrawn.has(id)) continue;
      try {
        await publishOne(output);
      } catch (error) {
        if (isInfrastructureError(error)) throw error;
        const replaced = (await node.replaceRefused?.(message, id, faultOf(error))) ?? null;
        // The outputs may be published in part, so the failed event has an ID of its own.
        if (replaced === null) return publishFailed(message, error, outputs.length);
        for (const other of replaced.withdrawn) withdrawn.add(other);
        queue.push(...wrapOutputs(replaced.outputs, message.envelope, nodeName, form));
      }
    }
  };

  /** Wraps outputs one by one, and replaces each that cannot be a message. Null if the node replaces none. */
  const wrapEach = async (
    outputs: readonly Publication[],
    message: DispatchMessage,
  ): Promise<readonly GivenOut[] | null> => {
    const queue = [...outputs];
    const withdrawn = new Set<string>();
    const wrapped: GivenOut[] = [];
    for (const [position, output] of queue.entries()) {
      const { envelopeId = outputId(message.envelope.envelope_id, nodeName, position) } = output;
      try {
        wrapped.push(...wrapOutputs([{ ...output, envelopeId }], message.envelope, nodeName, form));
      } catch (error) {
        const replaced = (await node.replaceRefused?.(message, envelopeId, faultOf(error))) ?? null;
        if (replaced === null) return null;
        for (const other of replaced.withdrawn) withdrawn.add(other);
        queue.push(...replaced.outputs);
      }
    }
    return wrapped.filter(({ envelope }) => !withdrawn.has(envelope.envelope_id));
  };

  return {
    async wrap(outputs, message) {
      try {
        return wrapOutputs(outputs, message.envelope, nodeName, form);
      } catch (error) {
        if (isInfrastructureError(error)) throw error;
        const replaced = await wrapEach(outputs, message);
        if (replaced !== null) return replaced;
        await message.transactions?.discard();
        return [failedEvent(message, error, 0)];
      }
    },
    async publish(outputs, message) {
      if (outputs.length === 0) return;
      const records = outputs.map((output) => toRecord(output, serviceName));
      // When one is refused, those after it, such as the completed event, must not be published.
      if (isLarge(records)) return publishEach(largestFirst(outputs, records), message);
      try {
        await transport.publish(records);
      } catch (error) {
        if (isInfrastructureError(error)) throw error;
        if (node.replaceRefused !== undefined) await publishEach(largestFirst(outputs, records), message);
        else await publishFailed(message, error, outputs.length);
      }
    },
  };
}

/** Maximum number of characters of the reason in a failed event that replaces one that the bus refuses. */
const SHORT = 200;

/** Outputs that may be refused for their size come first. Outputs on the same topic stay in order. */
function largestFirst(outputs: readonly GivenOut[], records: readonly OutboundRecord[]): readonly GivenOut[] {
  const sizes = new Map<string, number>();
  for (const { topic, value } of records)
    sizes.set(topic, Math.max(sizes.get(topic) ?? 0, value?.length ?? 0));
  return outputs.toSorted((one, other) => (sizes.get(other.topic) ?? 0) - (sizes.get(one.topic) ?? 0));
}

function isLarge(records: readonly OutboundRecord[]): boolean {
  return records.length > 1 && records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0) > LARGE;
}
