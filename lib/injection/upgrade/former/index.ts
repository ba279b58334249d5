/**
 * Converts an injection of the first design, which added fields to a class, to the present one. The conversion is
 * done as a whole or refused with a reason. Nothing else must know the first design.
 */
export { earlyReads } from './early-reads.ts';
export { convertFormer, isFormerGuest } from './former-design.ts';
