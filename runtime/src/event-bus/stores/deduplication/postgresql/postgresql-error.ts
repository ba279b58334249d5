import { type OnexError, toStoreError } from '../../../../errors/index.ts';

/** SQLSTATE, or the code of a socket's error. */
export function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | null)?.code;
}

/** Runs work of the store itself. @throws OnexError as the classification of store errors says. */
export async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}

export function storeError(error: unknown): OnexError {
  return toStoreError(error, { what: 'PostgreSQL' });
}
