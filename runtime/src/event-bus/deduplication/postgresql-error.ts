import { OnexError, isOnexError } from '../../errors/index.ts';

/**
 * Classes of SQLSTATE in which a statement is at fault and not the server: unsupported, data, constraints, the order of
 * statements, names, limits, what a procedure raised. A database that is read-only, as one that another took over from,
 * and a session that the server ended for its age are none.
 */
const STATEMENT = /^(?:0A|2[0-4]|25(?!006|P03|P04)|2[67BDF]|3[489BF]|42|44|54|P0)/;

/** Whether the server says that a statement is wrong, so that it would be the next time as well. */
export function isOfStatement(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && STATEMENT.test(code);
}

/** SQLSTATE, or the code of a socket's error. */
export function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | null)?.code;
}

/** Whatever the server says of a statement of the store itself, nothing was kept: the message is to come again. */
export async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw awayError(error);
  }
}

export function awayError(error: unknown): OnexError {
  if (isOnexError(error)) return error;
  const message = error instanceof Error ? error.message || error.name : String(error);
  return new OnexError('DEPENDENCY_UNAVAILABLE', `PostgreSQL: ${message}`, { cause: error });
}
