import type { DatabaseSync } from 'node:sqlite';
import { isOfStatement, isOnexError } from '../../errors/index.ts';
import type { Row } from './transaction.ts';

/** `$1` is a name to SQLite, so the parameters go by name. */
export function runStatement(
  connection: DatabaseSync,
  sql: string,
  parameters: readonly unknown[],
): readonly Row[] {
  const statement = connection.prepare(sql);
  const named = Object.fromEntries(parameters.map((value, index) => [`$${index + 1}`, toSqlite(value)]));
  return statement.all(named) as readonly Row[];
}

function toSqlite(value: unknown): string | number | bigint | null | Uint8Array {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  return JSON.stringify(value);
}

const BUSY: ReadonlySet<number> = new Set([5, 6]);
const CONSTRAINT: ReadonlySet<number> = new Set([19]);

/** A handler's own mistake (a constraint, a missing table) stays what it is, and becomes its failed event. */
export function guardStatement<T>(guard: <R>(work: () => R) => R, work: () => T): T {
  let failure: { readonly error: unknown } | null = null;
  const result = guard(() => {
    try {
      return work();
    } catch (error) {
      if (isOnexError(error) || !isOfStatement(error)) throw error;
      failure = { error };
      return undefined as T;
    }
  });
  if (failure !== null) throw (failure as { error: unknown }).error;
  return result;
}

export function isBusy(error: unknown): boolean {
  return hasCode(error, BUSY);
}

export function isConstraint(error: unknown): error is Error {
  return hasCode(error, CONSTRAINT);
}

function hasCode(error: unknown, codes: ReadonlySet<number>): boolean {
  const code = (error as { errcode?: number } | null)?.errcode;
  return code !== undefined && codes.has(code % 256);
}
