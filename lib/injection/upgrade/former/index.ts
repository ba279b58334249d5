/**
 * Converts an injection of the first design, which added fields to a class, to the present one. The conversion is
 * complete or refused with a reason. No other folder depends on the first design.
 */
export { earlyReads } from './early-reads.ts';
export { convertFormer, isFormerGuest } from './former-design.ts';
