import { projectCommands } from '../project/index.ts';
import { OnexError } from './onex-error.ts';

/**
 * Handles a failed import of an optional peer: `import('pg').catch(missingPeer('pg', 'The client of PostgreSQL'))`. If
 * the peer is installed but fails while it is loaded, its own error is thrown.
 * @param what Describes the peer to its user, at the beginning of a sentence.
 * @throws OnexError IMPORT_ERROR with the command to install it, if it is missing.
 */
export function missingPeer(name: string, what: string): (cause: unknown) => never {
  return (cause) => {
    if (!isMissing(cause, name)) throw cause;
    throw new OnexError(
      'IMPORT_ERROR',
      `${what} is missing, run: ${projectCommands(process.cwd()).add(name)}`,
      { cause },
    );
  };
}

/** Whether an import failed because exactly this package is missing, and not one that it imports. */
function isMissing(error: unknown, name: string): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') &&
    String(message).split('\n', 1)[0]!.includes(`'${name}'`)
  );
}
