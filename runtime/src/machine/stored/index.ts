/**
 * Entities of a reducer between versions of its contract. Each entity is stored with the version of the node. One that
 * the contract cannot read any more is converted by the owner's `migrate`, or reported; it is never changed otherwise.
 */
export { countUnreadable, type StoredCount } from './count-unreadable.ts';
export { createEntityReader, type EntityReader } from './entity-reader.ts';
export { withVersion } from './data-version.ts';
