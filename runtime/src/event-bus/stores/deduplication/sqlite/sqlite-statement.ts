import type { DatabaseSync } from 'node:sqlite';
import { isOfStatement, isOnexError } from '../../../../errors/index.ts';
import { type DatabaseValue, plainRow } from '../statement/index.ts';
import type { Row } from '../transaction.ts';

/** SQLite treats `$1` as a name, so parameters are bound by name. */
export function runStatement(
  connection: DatabaseSync,
  sql: string,
  values: readonly DatabaseValue[],
): readonly Row[] {
  const statement = connection.prepare(sql);
  statement.setReadBigInts(true);
  const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, toSqlite(value)]));
  return statement.all(named).map(plainRow);
}

/** A number is bound as a float, so 3 would become the text 3.0 in a text column. */
function toSqlite(value: DatabaseValue): string | number | bigint | null | Uint8Array {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return Number.isSafeInteger(value) ? BigInt(value as number) : value;
}

/** SQLITE_CONSTRAINT, the low byte of the extended result codes of constraints. */
const CONSTRAINT = 19;

/** A mistake of the handler (a constraint, a missing table) is not converted, and becomes its failed event. */
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

export function isConstraint(error: unknown): error is Error {
  const code = (error as { errcode?: number } | null)?.errcode;
  return code !== undefined && code % 256 === CONSTRAINT;
}
