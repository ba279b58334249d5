import type { ZodType } from 'zod';
import type { Envelope, StoreTransaction } from '../../event-bus/index.ts';
import type { Logger } from '../../logging/index.ts';
import type { Output } from '../messages/index.ts';

/** What a handler can use for the message in progress. */
export interface HandlerContext {
  readonly operation: string;
  readonly correlationId: string;
  readonly envelope: Envelope;
  /**
   * Identifies the effect that the message asks for. It is the same for every delivery of the message and for every
   * attempt of a workflow's step, so pass it to whatever creates the effect: as the key of a row or as the idempotency
   * key of an API. A message that has no key of its own is identified by its envelope id.
   */
  readonly idempotencyKey: string;
  /**
   * For a command that undoes a workflow's step: the idempotency key of that step. The step may never have been done,
   * or may still be done later. Null for every other message.
   */
  readonly compensates: string | null;
  /**
   * Aborted at the time limit of the attempt, and at shutdown when the grace period is over: two thirds of the shutdown
   * timeout. If a handler throws after that, its message is not answered, and is delivered again.
   */
  readonly signal: AbortSignal;
  /** Logger whose lines have the operation and the correlation ID. */
  readonly logger: Logger;
  /**
   * The transaction in which this message's answer is stored. What is written through it happens once, however often
   * the message is delivered. Null if answers are remembered only in memory (standalone, tests).
   */
  readonly transaction: StoreTransaction | null;
  /**
   * Publishes one more message in addition to the operation's result, if the operation succeeds.
   * @throws OnexError CONTRACT_VALIDATION_ERROR if the node's kind may not publish it, or if its topic is not
   *   among the contract's `publish_topics`.
   */
  emit(output: Output): void;
}

/** The code of one operation. Input and output are payloads, which do not include the operation. */
export interface OperationHandler<I = unknown, O = unknown> {
  readonly input: ZodType<I>;
  readonly output: ZodType<O>;
  /** In generated code: what the owner still has to write. The node warns about it at start. */
  readonly placeholder?: string;
  handle(input: I, context: HandlerContext): Promise<O> | O;
}
