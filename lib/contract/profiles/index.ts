/**
 * Profiles of contracts: `extends: effect_idempotent`, or `extends: {profile, version}`, names a file with the values that
 * the contract does not write itself. Guarantees: the result reads without the profile's file; comments of the contract
 * stay; a profile that is not found leaves the contract as it is, and the reader reports it.
 */
export { applyProfile, type ProfilePlaces } from './apply-profile.ts';
