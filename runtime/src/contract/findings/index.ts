/**
 * Finds keys that no reader takes. Each reader takes keys through `read/place.ts`, which records them in a trace; when
 * a contract is read, every key without a trace is reported once for each kind of place, with the key that was probably
 * meant. Guarantees: no key of a contract is without effect in silence, but for text that a reader leaves to people by
 * name.
 */
export { meantKey } from './near.ts';
export { newTrace, type Trace } from './trace.ts';
export { reportUnread } from './unread.ts';
