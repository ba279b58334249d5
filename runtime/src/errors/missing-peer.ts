import { OnexError } from './onex-error.ts';

/**
 * What to do when an optional peer cannot be imported: `import('pg').catch(missingPeer('pg', 'The client of PostgreSQL'))`.
 * One that is installed and fails as it is loaded keeps its own error.
 * @param what What the peer is to its user, at the beginning of a sentence.
 * @throws OnexError IMPORT_ERROR, saying how to install it, when it is not there.
 */
export function missingPeer(name: string, what: string): (cause: unknown) => never {
  return (cause) => {
    const { code, message } = cause as { code?: unknown; message?: unknown };
    if (
      !['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(String(code)) ||
      !String(message).includes(`'${name}'`)
    )
      throw cause;
    throw new OnexError('IMPORT_ERROR', `${what} is missing, run: npm install ${name}`, { cause });
  };
}
