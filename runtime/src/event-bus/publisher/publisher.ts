import type { IntrospectionReason } from '../../discovery/index.ts';
import type { Envelope, Verdict } from '../wire/index.ts';

/** What to publish: a payload and its destination. */
export interface Publication {
  readonly topic: string;
  readonly payload: unknown;
  /** Operation that the message asks for or answers. It is not part of the payload. */
  readonly operation?: string | null;
  /** The outcome of the operation that the message answers. Absent or null if the message is not an answer. */
  readonly verdict?: Verdict | null;
  /** Dotted routing key; absent or null: derived from the topic. */
  readonly eventType?: string | null;
  /** Class name of the payload's model. */
  readonly payloadType?: string | null;
  /**
   * Partition key. Default: the first of the payload's `entity_id`, `node_id`, `session_id`, and `correlation_id`,
   * otherwise the correlation id.
   */
  readonly key?: string | null;
  /** Envelope ID. Default: a new one. Set it if the message must have the same ID each time it is sent. */
  readonly envelopeId?: string;
  /** The `envelope_id` of the message that this one answers, if that is not the `cause`. */
  readonly causationId?: string;
  /** Message whose trace and headers this one continues if its cause has none. */
  readonly origin?: Envelope;
  /** Idempotency key, the same for every attempt at one effect. If absent, the envelope ID identifies the effect. */
  readonly idempotencyKey?: string;
  /** Idempotency key of the effect that this message undoes. */
  readonly compensates?: string;
  /** Default: the cause's, otherwise a new one. */
  readonly correlationId?: string;
}

/** Publishes messages. Every method resolves when the bus has acknowledged them. */
export interface EventPublisher {
  /** Publishes one message, which gets the correlation ID of its `cause`. @throws OnexError EVENT_BUS_ERROR. */
  publish(output: Publication, cause?: Envelope): Promise<Envelope>;
  /** Publishes several messages together, in this order. */
  publishAll(outputs: readonly Publication[], cause?: Envelope): Promise<readonly Envelope[]>;
  publishIntrospection(reason: IntrospectionReason, correlationId?: string): Promise<void>;
}
