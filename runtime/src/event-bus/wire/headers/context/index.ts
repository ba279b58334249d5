/**
 * What a message passes on to the messages that it causes, in addition to its payload: its trace, `baggage`, and
 * unknown headers. It guarantees that a header is carried whole and unchanged or not at all, that number and size are
 * bounded, that headers which describe one message or hold credentials are not carried, and that the same context is in
 * the envelope (`metadata.headers`), which survives where a record's headers do not.
 */
export { CARRIED, carriedHeaders, withCarried } from './carried-headers.ts';
export { continued, isInContext } from './continued.ts';
export { readEnvelope } from './read-envelope.ts';
