import type { Cause } from './cause.ts';

/**
 * SQLite's primary result codes (https://www.sqlite.org/rescode.html). A full disk (13) and an I/O error (10) are
 * transient: space can return without any change to the node, and until then the message must wait.
 */
const CAUSES: ReadonlyMap<number, Cause> = new Map<number, Cause>([
  [1, 'statement'], // ERROR: syntax, a missing table or column
  [2, 'statement'], // INTERNAL
  [3, 'database'], // PERM
  [4, 'transient'], // ABORT
  [5, 'transient'], // BUSY
  [6, 'transient'], // LOCKED
  [7, 'transient'], // NOMEM
  [8, 'database'], // READONLY
  [9, 'transient'], // INTERRUPT
  [10, 'transient'], // IOERR
  [11, 'database'], // CORRUPT
  [12, 'statement'], // NOTFOUND
  [13, 'transient'], // FULL
  [14, 'database'], // CANTOPEN
  [15, 'transient'], // PROTOCOL: a race for locks
  [17, 'transient'], // SCHEMA: it changed while the statement was prepared
  [18, 'data'], // TOOBIG
  [19, 'data'], // CONSTRAINT
  [20, 'data'], // MISMATCH
  [21, 'statement'], // MISUSE
  [22, 'database'], // NOLFS
  [23, 'statement'], // AUTH
  [24, 'database'], // FORMAT
  [25, 'statement'], // RANGE
  [26, 'database'], // NOTADB
]);

/** @param errcode The extended result code that `node:sqlite` sets; its low byte is the primary code. */
export function causeOfSqliteCode(errcode: number): Cause {
  return CAUSES.get(errcode % 256) ?? 'statement';
}
