/**
 * Lists every value of a contract as the node uses it, with its origin: a line of contract.yaml, the naming rule of
 * topics, or a default.
 */
export { contractRows } from './rows.ts';
export type { Row, Source } from './origin.ts';
