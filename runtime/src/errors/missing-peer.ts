import { projectCommands } from '../project/index.ts';
import { OnexError } from './onex-error.ts';

/**
 * What to do when an optional peer cannot be imported: `import('pg').catch(missingPeer('pg', 'The client of PostgreSQL'))`.
 * One that is installed and fails as it is loaded keeps its own error.
 * @param what What the peer is to its user, at the beginning of a sentence.
 * @throws OnexError IMPORT_ERROR, saying how to install it, when it is not there.
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
