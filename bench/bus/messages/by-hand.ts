import { createHash, randomUUID } from 'node:crypto';
import type { Message } from 'kafkajs';

/** What a hand-written reader needs of an envelope. */
export interface Received {
  readonly payload: Record<string, unknown>;
  readonly envelope_id: string;
  readonly correlation_id: string;
}

const VERSION = { minor: 0, patch: 0, prerelease: null, build: null };

interface Caused {
  readonly envelopeId: string;
  readonly correlationId: string;
  readonly causationId?: string;
}

/**
 * A message on the wire as somebody writes it who does without the runtime: the same keys and headers, so the same
 * bytes go to the broker.
 */
export function messageByHand(
  payload: { readonly entity_id?: string | undefined },
  eventType: string,
  { envelopeId, correlationId, causationId }: Caused = {
    envelopeId: randomUUID(),
    correlationId: randomUUID(),
  },
): Message {
  const timestamp = new Date().toISOString();
  const traceId = correlationId.replaceAll('-', '');
  const spanId = envelopeId.replaceAll('-', '').slice(0, 16);
  const value = JSON.stringify({
    payload,
    envelope_id: envelopeId,
    envelope_timestamp: timestamp,
    correlation_id: correlationId,
    source_tool: null,
    target_tool: null,
    metadata: {
      trace_id: traceId,
      span_id: spanId,
      parent_span_id: null,
      request_id: null,
      headers: {},
      tags: causationId === undefined ? {} : { causation_id: causationId },
    },
    security_context: null,
    event_type: null,
    payload_type: null,
    payload_schema_version: null,
    priority: 5,
    timeout_seconds: null,
    retry_count: 0,
    request_id: null,
    trace_id: traceId,
    span_id: spanId,
    onex_version: { major: 1, ...VERSION },
    envelope_version: { major: 2, ...VERSION, minor: 1 },
  });
  const key = payload.entity_id ?? correlationId;
  return {
    key,
    value,
    headers: {
      content_type: 'application/json',
      correlation_id: correlationId,
      message_id: envelopeId,
      timestamp: timestamp.replace('Z', '+00:00'),
      source: 'bench',
      event_type: eventType,
      schema_version: '1.0.0',
      priority: 'normal',
      retry_count: '0',
      max_retries: '3',
      traceparent: `00-${traceId}-${spanId}-01`,
      trace_id: traceId,
      span_id: spanId,
      partition_key: key,
    },
  };
}

/** An id that follows from the input's, so that a message handled twice has one answer. */
export function answerId(inputId: string): string {
  const hex = createHash('sha1').update(inputId).update('/answer').digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function isUuid(id: unknown): boolean {
  return typeof id === 'string' && UUID.test(id);
}

/** Null for what is no message: it belongs on the dead-letter topic. */
export function readByHand(value: Buffer | null): Received | null {
  try {
    const envelope = JSON.parse(String(value)) as Received;
    const { payload, envelope_id: id, correlation_id: correlation } = envelope;
    const isMessage = typeof payload === 'object' && isUuid(id) && isUuid(correlation);
    return isMessage ? envelope : null;
  } catch {
    return null;
  }
}
