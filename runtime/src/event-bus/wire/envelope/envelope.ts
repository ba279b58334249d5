import { randomUUID } from 'node:crypto';
import { KEY, checkOptions, requireKey } from './check-envelope.ts';
import { withOperationTag } from './operation.ts';
import { withVerdictTag, type Verdict } from './verdict.ts';

/** A version on the wire: an object, never a string. */
export interface WireVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: string | null;
  readonly build: string | null;
}

export interface EnvelopeMetadata {
  readonly trace_id: string | null;
  readonly span_id: string | null;
  readonly parent_span_id: string | null;
  readonly request_id: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * `causation_id`: envelope ID of the message that caused this one. `idempotency_key`: the effect that the message
   * asks for. `compensates_key`: the idempotency key of the effect that the message asks to undo. `operation`: the
   * operation that the message asks for or answers. `verdict`: the outcome of the operation that the message answers.
   */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The envelope of every message (ModelEventEnvelope 2.1.0). The required keys are exactly those on the wire. Newer
 * readers refuse unknown keys and older ones lack newer keys, but both accept this set. The optional keys are those of
 * 2.3.
 */
export interface Envelope<T = unknown> {
  readonly payload: T;
  readonly envelope_id: string;
  /** ISO 8601 with offset. */
  readonly envelope_timestamp: string;
  readonly correlation_id: string;
  readonly source_tool: string | null;
  readonly target_tool: string | null;
  readonly metadata: EnvelopeMetadata;
  readonly security_context: unknown;
  /** Dotted routing key. Null: derived from the topic. */
  readonly event_type: string | null;
  /** Class name of the payload's model. */
  readonly payload_type: string | null;
  readonly payload_schema_version: WireVersion | null;
  /** 1 to 10, 5 is normal. */
  readonly priority: number;
  readonly timeout_seconds: number | null;
  readonly retry_count: number;
  readonly request_id: string | null;
  readonly trace_id: string | null;
  readonly span_id: string | null;
  readonly onex_version: WireVersion;
  readonly envelope_version: WireVersion;
  /** Since envelope 2.3, if it was written or read: the envelope that caused this one. */
  readonly parent_envelope_id?: string | null;
  /** Since envelope 2.3: the tenant that the message belongs to. */
  readonly tenant_id?: string | null;
  /** Since envelope 2.3: the node that created the message. */
  readonly producer?: string | null;
}

export const ONEX_VERSION: WireVersion = { major: 1, minor: 0, patch: 0, prerelease: null, build: null };
export const ENVELOPE_VERSION: WireVersion = { major: 2, minor: 1, patch: 0, prerelease: null, build: null };
const ENVELOPE_2_3: WireVersion = { ...ENVELOPE_VERSION, minor: 3 };

export interface EnvelopeOptions {
  /** Default: a new one, which starts a conversation. A reply has the ID of its input. */
  readonly correlationId?: string;
  /** Envelope ID of the cause of this message. Goes into `metadata.tags.causation_id`. */
  readonly causationId?: string;
  /** Goes into `metadata.tags.idempotency_key`. */
  readonly idempotencyKey?: string;
  /** Idempotency key of the effect that this message undoes. Goes into `metadata.tags.compensates_key`. */
  readonly compensates?: string;
  /** Operation that the message asks for or answers. Goes into `metadata.tags.operation`. */
  readonly operation?: string | null;
  /** Outcome of the operation that the message answers. Goes into `metadata.tags.verdict`. */
  readonly verdict?: Verdict | null;
  readonly envelopeId?: string;
  readonly eventType?: string | null;
  readonly payloadType?: string | null;
  readonly sourceTool?: string | null;
  readonly targetTool?: string | null;
  readonly traceId?: string | null;
  readonly spanId?: string | null;
  readonly parentSpanId?: string | null;
  readonly priority?: number;
  readonly timeoutSeconds?: number | null;
  readonly tags?: Readonly<Record<string, string>>;
  /** What the message carries from its cause. Goes into `metadata.headers`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Writes the fields of envelope 2.3: the parent, the tenant, and this name of the node that creates the message. */
  readonly producer?: string | null;
}

/**
 * Wraps a payload. Every key is present. A value that is not given is null or the default of the wire format.
 * @throws OnexError INVALID_PARAMETER naming the option that a reader of the envelope would reject.
 */
export function createEnvelope<T>(payload: T, options: EnvelopeOptions = {}): Envelope<T> {
  checkOptions(payload, options);
  const traceId = options.traceId ?? null;
  const spanId = options.spanId ?? null;
  const { operation = null, verdict = null } = options;
  const named = operation === null ? { ...options.tags } : withOperationTag({ ...options.tags }, operation);
  const tags = verdict === null ? named : withVerdictTag(named, verdict);
  const tenant = options.headers?.['tenant_id'] ?? null;
  if (tenant !== null) tags['tenant_id'] = tenant;
  if (options.causationId !== undefined) tags['causation_id'] = options.causationId;
  if (options.idempotencyKey !== undefined) {
    tags['idempotency_key'] = requireKey(options.idempotencyKey, 'idempotencyKey');
  }
  if (options.compensates !== undefined) {
    tags['compensates_key'] = requireKey(options.compensates, 'compensates');
  }
  return {
    payload,
    envelope_id: options.envelopeId?.toLowerCase() ?? randomUUID(),
    envelope_timestamp: new Date().toISOString(),
    correlation_id: options.correlationId?.toLowerCase() ?? randomUUID(),
    source_tool: options.sourceTool ?? null,
    target_tool: options.targetTool ?? null,
    metadata: {
      trace_id: traceId,
      span_id: spanId,
      parent_span_id: options.parentSpanId ?? null,
      request_id: null,
      headers: { ...options.headers },
      tags,
    },
    security_context: null,
    event_type: options.eventType ?? null,
    payload_type: options.payloadType ?? null,
    payload_schema_version: null,
    priority: options.priority ?? 5,
    timeout_seconds: options.timeoutSeconds ?? null,
    retry_count: 0,
    request_id: null,
    trace_id: traceId,
    span_id: spanId,
    onex_version: ONEX_VERSION,
    ...(options.producer == null
      ? { envelope_version: ENVELOPE_VERSION }
      : {
          envelope_version: ENVELOPE_2_3,
          parent_envelope_id: options.causationId ?? null,
          tenant_id: tenant,
          producer: options.producer,
        }),
  };
}

/** Envelope ID of the message that caused this one, if its sender states it. */
export function causationId(envelope: Envelope): string | null {
  return envelope.metadata.tags['causation_id'] ?? null;
}

/**
 * The key of the effect that a message asks for: 1 to 255 printable ASCII characters without spaces. All attempts of a
 * workflow's step have the same key, although their envelope IDs may differ. A message without a valid key is
 * identified by its envelope ID.
 */
export function idempotencyKey(envelope: Envelope): string {
  return keyTag(envelope, 'idempotency_key') ?? envelope.envelope_id;
}

/** The idempotency key of the effect that a message asks to undo. Null if the message undoes nothing. */
export function compensatedKey(envelope: Envelope): string | null {
  return keyTag(envelope, 'compensates_key');
}

function keyTag({ metadata }: Envelope, tag: string): string | null {
  const key = metadata.tags[tag];
  return key !== undefined && KEY.test(key) ? key : null;
}
