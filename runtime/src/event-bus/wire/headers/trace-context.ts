import { carriedHeaders, headerOf } from './context/carried-headers.ts';
import type { Envelope } from '../envelope/index.ts';
import { isLowercaseUuid } from '../envelope/fast-path/index.ts';

/** W3C Trace Context, https://www.w3.org/TR/trace-context/: version, trace id, id of the sender's span, flags. */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const HEX_32 = /^[0-9a-f]{32}$/;
/** "Sampled", the default if nobody states whether the trace is sampled. */
const SAMPLED = '01';
/** The flags that every version has: "sampled" and "random trace id". */
const KNOWN_FLAGS = 0x03;

interface TraceParent {
  readonly text: string;
  /** 32 and 16 hexadecimal digits. */
  readonly trace: string;
  readonly span: string;
  /** Two hexadecimal digits. */
  readonly flags: string;
  /** Vendor data of the trace. Undefined if there is none. */
  readonly state: string | undefined;
}

/** Options of an envelope whose message is caused by another. */
export interface Continuation {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The envelope with the trace of a `traceparent` header if it names none itself, and with the flags and `tracestate` of
 * its trace in `metadata.headers`. The envelope's IDs are UUIDs. A trace ID is a UUID without its dashes, and a span ID
 * is the last 16 digits of a UUID that begins with zeros.
 */
export function withTrace(envelope: Envelope, headers: Readonly<Record<string, string>>): Envelope {
  const { trace_id: own, metadata } = envelope;
  const parents = [parentIn(metadata.headers), parentIn(headers)].filter((parent) => parent !== null);
  const parent = own === null ? parents[0] : parents.find(({ trace }) => trace === hex(own));
  if (parent === undefined) return envelope;
  const trace =
    own === null
      ? { trace_id: toUuid(parent.trace), span_id: toUuid(parent.span.padStart(32, '0')) }
      : { trace_id: own, span_id: envelope.span_id };
  const { tracestate: _, ...others } = metadata.headers;
  const told = { ...others, traceparent: parent.text, ...(parent.state && { tracestate: parent.state }) };
  return { ...envelope, ...trace, metadata: { ...metadata, ...trace, headers: told } };
}

/** What a message takes from its cause: a new span of its trace, and the carried headers. */
export function nextSpan(envelopeId: string, cause: Envelope | undefined): Continuation {
  if (cause === undefined) return {};
  // It is derived from the message's ID, so a message that is published again has the same span.
  const spanId = spanOf(envelopeId);
  const { trace_id: traceId, span_id: parentSpanId } = cause;
  const headers = headersOfTrace(cause, traceId === null ? null : format(traceId, spanId, flagsOf(cause)));
  return {
    ...(traceId !== null && { traceId, spanId, parentSpanId }),
    ...(Object.keys(headers).length > 0 && { headers }),
  };
}

/** Headers of a message for readers that cannot read its envelope: the carried ones, and its trace if it has one. */
export function contextHeaders(envelope: Envelope): Readonly<Record<string, string>> {
  const parent = traceparent(envelope);
  return { ...headersOfTrace(envelope, parent), ...(parent !== null && { traceparent: parent }) };
}

/** The header of a message that is in a trace. Null if it is in none, or its IDs have another form. */
export function traceparent(envelope: Envelope): string | null {
  const { trace_id: trace, span_id: span } = envelope;
  return trace === null || span === null ? null : format(trace, span, flagsOf(envelope));
}

function format(traceId: string, spanId: string, flags: string): string | null {
  const [trace, span] = [hex(traceId), hex(spanId)];
  if (!HEX_32.test(trace) || !/^(?:[0-9a-f]{16}){1,2}$/.test(span)) return null;
  return `00-${trace}-${span.slice(-16)}-${flags}`;
}

/**
 * The carried headers of an envelope. Flags and state belong to one trace, and are left out if the trace is another.
 */
function headersOfTrace({ metadata }: Envelope, parent: string | null): Readonly<Record<string, string>> {
  const { traceparent: given, tracestate, ...others } = carriedHeaders(metadata.headers);
  if (given === undefined || parent === null || parse(given)?.trace !== parse(parent)?.trace) return others;
  return { traceparent: parent, ...(tracestate !== undefined && { tracestate }), ...others };
}

function flagsOf({ trace_id: trace, metadata }: Envelope): string {
  const parent = parse(headerOf(metadata.headers, 'traceparent'));
  return parent !== null && trace !== null && parent.trace === hex(trace) ? parent.flags : SAMPLED;
}

function parentIn(headers: Readonly<Record<string, string>>): TraceParent | null {
  const parent = parse(headerOf(headers, 'traceparent'));
  if (parent === null) return null;
  const hasState = headerOf(headers, 'tracestate') !== undefined;
  return { ...parent, state: hasState ? carriedHeaders(headers)['tracestate'] : undefined };
}

type Parsed = Omit<TraceParent, 'state'>;

/** The last header that was parsed, because one message needs its own several times. */
let last: { readonly header: string; readonly parsed: Parsed | null } | null = null;

function parse(header: string | undefined): Parsed | null {
  if (header === undefined) return null;
  if (last?.header !== header) last = { header, parsed: parseHeader(header) };
  return last.parsed;
}

/** Of a later version, only the known fields are read, as the standard requires. */
function parseHeader(header: string): Parsed | null {
  const match = TRACEPARENT.exec(header.trim());
  if (match === null) return null;
  const [text, version, trace, span, bits, more] = match as unknown as readonly [string, ...string[]];
  if (/^0*$/.test(trace!) || /^0*$/.test(span!) || (version === '00' && more !== undefined)) return null;
  const known = (Number.parseInt(bits!, 16) & KNOWN_FLAGS).toString(16).padStart(2, '0');
  return { text, trace: trace!, span: span!, flags: version === '00' ? bits! : known };
}

function hex(id: string): string {
  return HEX_32.test(id) ? id : id.replaceAll('-', '').toLowerCase();
}

/** A span that is derived from the ID of a message: the last 16 digits of it. */
function spanOf(envelopeId: string): string {
  if (isLowercaseUuid(envelopeId)) return `00000000-0000-0000-${envelopeId.slice(19)}`;
  return toUuid(hex(envelopeId).slice(-16).padStart(32, '0'));
}

function toUuid(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
