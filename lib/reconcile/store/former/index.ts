/**
 * The store of release 0.1 (format 1), which is only read. The next write of a unit converts its store.
 */
export { FORMER_BASE_NAME, unpackFormerBase } from './base.ts';
