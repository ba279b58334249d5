export { KeyedQueue } from './keyed-queue.ts';
export { openDatabase, type Database } from './sqlite.ts';
export { openPostgres, type Postgres } from './postgres.ts';
