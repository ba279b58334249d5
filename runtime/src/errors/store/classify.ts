import { isOnexError } from '../onex-error.ts';
import type { Cause } from './cause.ts';
import { causeOfKafkaType } from './kafka-types.ts';
import { isNodeFault } from './node-fault.ts';
import { causeOfSqlState } from './postgresql-states.ts';
import { causeOfSqliteCode } from './sqlite-codes.ts';
import { causeOfSystemCode } from './system-codes.ts';

/**
 * What to do about an error of a store.
 * - `transient`: try again later, with a backoff; the message waits.
 * - `message`: permanent for this message; it becomes a failed event or a dead letter.
 * - `node`: permanent for this node; it reports the error, is not ready, and the message waits.
 */
export type StoreFault = 'transient' | 'message' | 'node';

/** Deeper causes are not read, because a chain of causes may be circular. */
const DEEPEST = 10;

/** Messages without a code by which the PostgreSQL client reports a login that can never succeed. */
const LOGIN = /^SASL: |does not support SSL|password must be a string|authentication type/i;

/** @param error Whatever a store or its client threw, or an error that has it as its `cause`. */
export function classifyStoreError(error: unknown): StoreFault {
  const cause = causeOf(error);
  if (cause === 'transient') return 'transient';
  return cause === 'data' ? 'message' : 'node';
}

/** Whether the statement or its values are at fault, and not the database. A handler's own statement fails with it. */
export function isOfStatement(error: unknown): boolean {
  const cause = causeOf(error);
  return cause === 'data' || cause === 'statement';
}

/**
 * Whether a database refused a value, such as an existing key. The handler's caller is at fault, and another attempt
 * would end the same way.
 */
export function isRefusedValue(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth <= DEEPEST && current instanceof Error && !isOnexError(current); depth += 1) {
    const cause = databaseCause(current);
    if (cause !== null) return cause === 'data';
    current = current.cause;
  }
  return false;
}

/**
 * An unknown error is transient, because the other kinds would lose a message or stop a node for a problem that may
 * pass. A program error (TypeError) is none of these, because it would occur again.
 */
function causeOf(error: unknown): Cause {
  const known = knownCause(error, 0);
  if (known !== null) return known;
  const isMistake = [TypeError, RangeError, ReferenceError, SyntaxError].some(
    (type) => error instanceof type,
  );
  return isMistake ? 'data' : 'transient';
}

function knownCause(error: unknown, depth: number): Cause | null {
  if (!(error instanceof Error) || depth > DEEPEST) return null;
  if (isOnexError(error)) return causeOfOnexError(error, depth);
  const own = ownCause(error);
  if (own !== null) return own;
  for (const inner of [error.cause, ...(error instanceof AggregateError ? error.errors : [])]) {
    const cause = knownCause(inner, depth + 1);
    if (cause !== null) return cause;
  }
  return null;
}

function causeOfOnexError(error: Error & { readonly code: string }, depth: number): Cause {
  if (isNodeFault(error) || error.code === 'IMPORT_ERROR') return 'database';
  if (error.code !== 'DEPENDENCY_UNAVAILABLE' && error.code !== 'EVENT_BUS_ERROR') return 'data';
  return knownCause(error.cause, depth + 1) ?? 'transient';
}

function ownCause(error: Error): Cause | null {
  const { code, syscall, type } = error as { code?: unknown; syscall?: unknown; type?: unknown };
  const fromDatabase = databaseCause(error);
  if (fromDatabase !== null) return fromDatabase;
  if (typeof code === 'string') return causeOfSystemCode(code, { syscall, message: error.message });
  if (typeof type === 'string') return causeOfKafkaType(type);
  return LOGIN.test(error.message) ? 'database' : null;
}

function databaseCause(error: Error): Cause | null {
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  if (typeof errcode === 'number') return causeOfSqliteCode(errcode);
  return typeof code === 'string' ? causeOfSqlState(code) : null;
}
