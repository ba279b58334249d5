export { KeyedQueue } from './keyed-queue.ts';
export { openDatabase, type Database } from './sqlite.ts';
