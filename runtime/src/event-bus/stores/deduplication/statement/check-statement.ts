import { OnexError } from '../../../../errors/index.ts';
import { type Dialect, type Scan, scanSql } from './scan-sql.ts';

/** Statements that begin or end a transaction in either database. */
const TRANSACTION: ReadonlySet<string> = new Set(['ABORT', 'BEGIN', 'COMMIT', 'END', 'ROLLBACK', 'START']);
/** Statements whose effect outlives the transaction, on a connection that other messages use. */
const CONNECTION: ReadonlySet<string> = new Set(['ATTACH', 'DETACH', 'DISCARD', 'PRAGMA', 'RESET', 'SET']);
/** There are few different statements. Statements that are built for each message must not fill the memory. */
const CACHED = 500;

const scans: Readonly<Record<Dialect, Map<string, Scan>>> = { sqlite: new Map(), postgresql: new Map() };

/**
 * Checks that a handler's SQL is one statement, that it does not change the transaction or the connection, and that it
 * has as many parameters as values.
 * @throws OnexError INVALID_PARAMETER, which becomes the failed event of the message.
 */
export function checkStatement(sql: string, values: number, dialect: Dialect): void {
  const { statements, parameters, foreign } = scanned(sql, dialect);
  const [words = [], ...more] = statements;
  if (statements.length === 0) throw refused('there is no statement', 'Give it one.');
  if (more.length > 0) {
    throw refused(`there are ${statements.length} statements`, 'Call it once for each of them.');
  }
  const [first = '', second = '', third = ''] = words;
  const isSavepoint = first === 'ROLLBACK' && (second === 'TO' || third === 'TO');
  if ((TRANSACTION.has(first) && !isSavepoint) || (first === 'PREPARE' && second === 'TRANSACTION')) {
    throw refused(
      `${first} would begin or end the transaction that also stores the answer`,
      'Return from the handler to commit, or throw to roll back.',
    );
  }
  if (CONNECTION.has(first) && !(first === 'SET' && second === 'LOCAL')) {
    throw refused(`${first} would change a connection that other messages use`, 'Remove it.');
  }
  if (foreign !== null) throw refused(`${foreign} is not a parameter`, 'Write $1, $2, and so on.');
  if (parameters !== values) {
    throw refused(
      `the highest parameter is $${parameters}, and there are ${values} values`,
      'Give each a value.',
    );
  }
}

function scanned(sql: string, dialect: Dialect): Scan {
  if (sql.includes('\0')) throw refused('the text contains the character NUL', 'Remove it.');
  const cache = scans[dialect];
  const known = cache.get(sql);
  if (known !== undefined) return known;
  const scan = scanSql(sql, dialect);
  if (cache.size >= CACHED) cache.clear();
  cache.set(sql, scan);
  return scan;
}

function refused(why: string, remedy: string): OnexError {
  return new OnexError(
    'INVALID_PARAMETER',
    `context.transaction.query runs one statement: ${why}. ${remedy}`,
  );
}
