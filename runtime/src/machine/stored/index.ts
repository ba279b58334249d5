/**
 * Entities of a reducer across versions of its contract. Each entity is stored with the version of the node. An entity
 * that the contract can no longer read is converted by the owner's `migrate`, or reported. It is never changed
 * otherwise.
 */
export { countUnreadable, type StoredCount } from './count-unreadable.ts';
export { createEntityReader, type EntityReader } from './entity-reader.ts';
export { withVersion } from './data-version.ts';
