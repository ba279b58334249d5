import type { CustomTypesConfig } from 'pg';
import type { Row } from '../transaction.ts';

/** PostgreSQL's number of the type bigint, which count(*) also has. */
const BIGINT = 20;

/** An integer as a number, or as a bigint where a number could not hold it exactly. */
export function integerOf(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A row of SQLite, which is read with bigints. */
export function plainRow(row: Readonly<Record<string, unknown>>): Row {
  const plain: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row)) {
    plain[column] = typeof value === 'bigint' ? integerOf(value) : value;
  }
  return plain;
}

/** How `pg` reads the columns of a handler's statement. Null: as it does by default. */
export function postgresTypes(standard: Pick<typeof import('pg').types, 'getTypeParser'>): CustomTypesConfig {
  return {
    getTypeParser: ((type: number, format?: 'text' | 'binary') =>
      type === BIGINT && format !== 'binary'
        ? (text: string) => integerOf(BigInt(text))
        : standard.getTypeParser(type, format as 'text')) as CustomTypesConfig['getTypeParser'],
  };
}
