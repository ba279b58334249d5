import type { ZodType } from 'zod';
import type { Envelope, StoreTransaction } from '../../event-bus/index.ts';
import type { Logger } from '../../logging/index.ts';
import type { Output } from '../messages/index.ts';

/** What a handler knows of the message it works on. */
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
   * For a command that undoes a workflow's step: the idempotency key with which the step was done. The step may never
   * have been done, or may still be done later. Null for every other message.
   */
  readonly compensates: string | null;
  /**
   * Aborted at the time limit of the attempt, and at shutdown when the grace period is over: two thirds of the shutdown
   * timeout. A handler that throws after that is not answered; its message is delivered again.
   */
  readonly signal: AbortSignal;
  /** Every line carries the operation and the correlation id. */
  readonly logger: Logger;
  /**
   * The transaction in which this message's answer will be kept: what is written through it happens once, however
   * often the message is delivered. Null where answers are remembered in memory only (standalone, tests).
   */
  readonly transaction: StoreTransaction | null;
  /**
   * Publishes one more message beside the operation's result, if the operation succeeds.
   * @throws OnexError CONTRACT_VALIDATION_ERROR when the node's kind may not publish it, or when its topic is not
   *   among the contract's `publish_topics`.
   */
  emit(output: Output): void;
}

/** The code behind one operation. Input and output are payloads; the operation is beside them. */
export interface OperationHandler<I = unknown, O = unknown> {
  readonly input: ZodType<I>;
  readonly output: ZodType<O>;
  /** In generated code: what the owner still has to write. The node warns of it when it starts. */
  readonly placeholder?: string;
  handle(input: I, context: HandlerContext): Promise<O> | O;
}
