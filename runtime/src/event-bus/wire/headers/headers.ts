import { causationId, type Envelope, taggedOperation } from '../envelope/index.ts';
import { eventTypeOf } from '../topics/index.ts';
import { contextHeaders } from './trace-context.ts';
import { OPTIONAL_HEADERS } from './optional-headers.ts';

/** Headers of a record: strings only, as every reader of the ecosystem expects. */
export type Headers = Readonly<Record<string, string>>;

export interface HeaderOptions {
  readonly topic: string;
  /** Name of the sending service. */
  readonly source: string;
  readonly key?: string | null;
  readonly destination?: string | null;
  /** Default: the operation of the envelope's tag. */
  readonly operationName?: string | null;
}

/**
 * The headers of a message with an envelope: the standard ones, the optional ones that are known, and those that it
 * carries from its cause.
 */
export function createHeaders(envelope: Envelope, options: HeaderOptions): Headers {
  const headers: Record<string, string> = {
    ...contextHeaders(envelope),
    content_type: 'application/json',
    correlation_id: envelope.correlation_id,
    message_id: envelope.envelope_id,
    timestamp: withOffset(envelope.envelope_timestamp),
    source: options.source,
    event_type: envelope.event_type ?? eventTypeOf(options.topic),
    schema_version: '1.0.0',
    priority: priorityName(envelope.priority),
    retry_count: String(envelope.retry_count),
    max_retries: '3',
  };
  const add = (name: (typeof OPTIONAL_HEADERS)[number], value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined) headers[name] = String(value);
  };
  add('destination', options.destination ?? envelope.target_tool);
  add('trace_id', envelope.trace_id);
  add('span_id', envelope.span_id);
  add('parent_span_id', envelope.metadata.parent_span_id);
  add('operation_name', headerValue(options.operationName ?? taggedOperation(envelope)));
  add('partition_key', options.key);
  add('ttl_seconds', envelope.timeout_seconds);
  const cause = headerValue(causationId(envelope));
  if (cause !== null) headers['parent_message_id'] = cause;
  return headers;
}

/** A header is one line. An operation of several lines is only in the envelope's tag. */
function headerValue(text: string | null): string | null {
  return text === null || /\p{Cc}/u.test(text) ? null : text;
}

/** `…+00:00` instead of `…Z`, which every reader of ISO 8601 accepts. */
export function withOffset(timestamp: string): string {
  return timestamp.endsWith('Z') ? `${timestamp.slice(0, -1)}+00:00` : timestamp;
}

function priorityName(priority: number): 'low' | 'normal' | 'high' | 'critical' {
  if (priority <= 3) return 'low';
  if (priority <= 6) return 'normal';
  return priority <= 8 ? 'high' : 'critical';
}
