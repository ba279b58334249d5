/**
 * What a message hands on to the messages that it causes, beside its payload: its trace, `baggage`, and headers that are
 * unknown here. Guarantees: a header is carried unchanged and whole or not at all; number and size are bounded; headers
 * that describe one message or hold credentials stay behind; the same context is in the envelope
 * (`metadata.headers`), which survives where a record's headers do not.
 */
export { CARRIED, carriedHeaders, withCarried } from './carried-headers.ts';
export { continued, isInContext } from './continued.ts';
export { readEnvelope } from './read-envelope.ts';
