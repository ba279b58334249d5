import type { IntrospectionReason } from '../../discovery/index.ts';
import type { Envelope, Verdict } from '../wire/index.ts';

/** What is to be published: a payload and where it goes. */
export interface Publication {
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
  /**
   * Partition key; absent: the first of the payload's `entity_id`, `node_id`, `session_id`, and `correlation_id`, otherwise the
   * correlation id.
   */
  readonly key?: string | null;
  /** Absent: a new id. Give one where the same message must have the same id when it is sent again. */
  readonly envelopeId?: string;
  /** The `envelope_id` of the message that it answers, where that is not the `cause`. */
  readonly causationId?: string;
  /** Message whose trace and headers it continues where its cause has none. */
  readonly origin?: Envelope;
  /** The same for every attempt at one effect; absent: the envelope id identifies the effect. */
  readonly idempotencyKey?: string;
  /** Idempotency key of the effect that this message undoes. */
  readonly compensates?: string;
  /** Absent: the cause's, otherwise a new one. */
  readonly correlationId?: string;
}

/** Puts messages on the bus; every method resolves when the bus has acknowledged them. */
export interface EventPublisher {
  /** Publishes one message; a `cause` lends it its correlation id. @throws OnexError EVENT_BUS_ERROR. */
  publish(output: Publication, cause?: Envelope): Promise<Envelope>;
  /** Publishes several messages in one go, in this order. */
  publishAll(outputs: readonly Publication[], cause?: Envelope): Promise<readonly Envelope[]>;
  publishIntrospection(reason: IntrospectionReason, correlationId?: string): Promise<void>;
}
