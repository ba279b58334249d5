/**
 * Rewrites of a contract that keep its meaning: types in TypeScript's notation become types in the contract's own.
 * Nothing else in the text changes.
 */
export { rewriteNotations } from './rewrite-notations.ts';
