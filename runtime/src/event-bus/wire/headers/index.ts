/**
 * The headers of a record: the standard set, W3C Trace Context, and what a message passes on to the messages that it
 * causes.
 */
export { createHeaders, withOffset, type HeaderOptions, type Headers } from './headers.ts';
export { OPTIONAL_HEADERS } from './optional-headers.ts';
export { REPLAY_COUNT, replayCountOf } from './replay-count.ts';
export { nextSpan, traceparent, withTrace, type Continuation } from './trace-context.ts';
