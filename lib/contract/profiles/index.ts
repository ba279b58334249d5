/**
 * Profiles of contracts: `extends: effect_idempotent`, or `extends: {profile, version}`, names a file with the values
 * that the contract does not write itself. Guarantees: the result can be read without the profile's file; comments of
 * the contract stay; a missing profile leaves the contract unchanged, and the reader reports it.
 */
export { applyProfile, type ProfilePlaces } from './apply-profile.ts';
