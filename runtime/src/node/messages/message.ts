import type { Envelope, TransactionScope, Verdict } from '../../event-bus/index.ts';

/** One message as the bus hands it to a node. */
export interface Message {
  readonly payload: unknown;
  readonly envelope: Envelope;
  readonly topic: string;
  /** Where a handler can write so that it happens once; absent: the bus remembers answers in memory only. */
  readonly transactions?: TransactionScope;
}

/** The five kinds of output that a kind of node may publish. */
export type OutputKind = 'event' | 'command' | 'intent' | 'projection' | 'result';

/** One message that is to be published. */
export interface Output {
  readonly kind: OutputKind;
  readonly topic: string;
  readonly payload: unknown;
  /** Operation that the message asks for, or that it answers: it goes beside the payload. */
  readonly operation?: string | null;
  /** How the operation ended that the message answers; absent or null: it is not an answer. */
  readonly verdict?: Verdict | null;
  /** Dotted routing key; absent or null: derived from the topic. */
  readonly eventType?: string | null;
  /** Class name of the payload's model. */
  readonly payloadType?: string | null;
  /** Partition key; absent: the first of the payload's `entity_id`, `node_id`, `session_id`, `correlation_id`. */
  readonly key?: string | null;
  /** Given where the same output must carry the same id when it is sent again. */
  readonly envelopeId?: string;
  /** The `envelope_id` this is the answer to, where it is not the message in progress. */
  readonly causationId?: string;
  /** Message whose trace and headers it continues where its cause has none. */
  readonly origin?: Envelope;
  /** The same for every attempt at one effect; absent: the envelope id identifies the effect. */
  readonly idempotencyKey?: string;
  /** Idempotency key of the effect that this message undoes. */
  readonly compensates?: string;
}

/** Publishes outputs that no message in progress causes (a workflow's time-out, recovery); set by the bus while open. */
export type OutputSink = (outputs: readonly Output[], cause?: Envelope) => Promise<void>;
