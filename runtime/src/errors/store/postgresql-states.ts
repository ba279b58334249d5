import type { Cause } from './cause.ts';

/**
 * SQLSTATEs and their classes (https://www.postgresql.org/docs/current/errcodes-appendix.html). A state that is not
 * listed is treated like its class. If the class is not listed, the statement is at fault.
 */
const CAUSES: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ['08', 'transient'], // connection
  ['22', 'data'], // value out of range, invalid text
  ['23', 'data'], // constraint
  ['25006', 'transient'], // read-only transaction: another server took over
  ['25P03', 'transient'], // the server ended an idle transaction
  ['25P04', 'transient'], // the server ended a long transaction
  ['28', 'database'], // login refused
  ['3D', 'database'], // no such database
  ['40', 'transient'], // serialization failure, deadlock
  ['40002', 'data'], // constraint
  ['44', 'data'], // check option of a view
  ['53', 'transient'], // disk full, out of memory, too many connections
  ['54', 'data'], // a limit of the server, such as the size of an index row
  ['55', 'transient'], // lock not available, object in use
  ['55000', 'statement'],
  ['55P04', 'statement'],
  ['57', 'transient'], // canceled, shutting down, starting
  ['57P04', 'database'], // the database was dropped
  ['58', 'transient'], // I/O error
  ['58P01', 'database'], // missing file
  ['58P02', 'database'],
  ['72', 'transient'], // snapshot too old
  ['F0', 'database'], // configuration file
  ['P0', 'data'], // a trigger or a procedure raised it
  ['XX', 'database'], // corrupt
  ['XX000', 'transient'], // internal error, such as a tuple that was updated concurrently
]);

const STATE = /^[0-9A-Z]{5}$/;

/** Null for a code that is not a SQLSTATE. */
export function causeOfSqlState(code: string): Cause | null {
  if (!STATE.test(code) || /^E[A-Z]+$/.test(code)) return null;
  return CAUSES.get(code) ?? CAUSES.get(code.slice(0, 2)) ?? 'statement';
}
