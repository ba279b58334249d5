import type { Envelope } from './envelope.ts';

/** W3C Trace Context, https://www.w3.org/TR/trace-context/: version, trace id, id of the sender's span, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/;
const HEX_32 = /^[0-9a-f]{32}$/;

/**
 * The envelope with the trace of a `traceparent` header where it names none itself. The envelope's ids are UUIDs: a
 * trace id is one with its dashes left out, a span id is the last 16 digits of one that begins with zeros.
 */
export function withTrace(envelope: Envelope, headers: Readonly<Record<string, string>>): Envelope {
  if (envelope.trace_id !== null) return envelope;
  const match = TRACEPARENT.exec(headers['traceparent']?.trim() ?? '');
  if (match === null || /^0*$/.test(match[1]!) || /^0*$/.test(match[2]!)) return envelope;
  const trace = { trace_id: toUuid(match[1]!), span_id: toUuid(match[2]!.padStart(32, '0')) };
  return { ...envelope, ...trace, metadata: { ...envelope.metadata, ...trace } };
}

/** Ids of a span for a message that is caused by another; nothing where that one is in no trace. */
export function nextSpan(
  envelopeId: string,
  cause: Envelope | undefined,
): { readonly traceId?: string; readonly spanId?: string; readonly parentSpanId?: string | null } {
  if (cause === undefined || cause.trace_id === null) return {};
  // It follows from the message's id, so that one that is given out again has the same.
  const spanId = toUuid(hex(envelopeId).slice(-16).padStart(32, '0'));
  return { traceId: cause.trace_id, spanId, parentSpanId: cause.span_id };
}

/** The header of a message that is in a trace; null: it is in none, or its ids are of another form. */
export function traceparent({ trace_id: trace, span_id: span }: Envelope): string | null {
  if (trace === null || span === null) return null;
  const [traceHex, spanHex] = [hex(trace), hex(span)];
  if (!HEX_32.test(traceHex) || !/^(?:[0-9a-f]{16}){1,2}$/.test(spanHex)) return null;
  return `00-${traceHex}-${spanHex.slice(-16)}-01`;
}

function hex(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}

function toUuid(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
