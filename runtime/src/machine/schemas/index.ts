/**
 * The tables of reducers' entities in each database, with their migrations. An owner is part of every key, and each
 * remembered input carries the time after which it may be forgotten.
 */
export { SQLITE_ENTITIES } from './sqlite.ts';
export { POSTGRES_ENTITIES } from './postgres.ts';
