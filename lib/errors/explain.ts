import { UserError } from './user-error.ts';

const OF_THE_SYSTEM: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; make it writable or choose another folder with --destination',
  EPERM: 'operation not permitted; make it writable or choose another folder with --destination',
  EROFS: 'the file system is read-only; choose another folder with --destination',
  ENOSPC: 'the disk is full; free some space and run again',
  EDQUOT: 'the disk quota is used up; free some space and run again',
  EIO: 'the disk reports an error; check it and run again',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'is a folder, not a file',
  ENAMETOOLONG: 'the path is too long; choose a shorter name',
  ELOOP: 'its symbolic links go round in a circle',
  EMFILE: 'too many open files; close some programs and run again',
};

/** yeoman-generator's message for a package.json or .yo-rc.json that it reads itself. */
const NOT_JSON = /^Could not parse JSON in file: (.+?)\. Detail: (.+)$/s;

/** Returns one line from a text that may have several. */
function oneLine(text: string): string {
  return text
    .split(/\s*\n\s*/)
    .join(' ')
    .trim();
}

/**
 * Converts any thrown value to a UserError: a UserError is returned as it is, a file system error is explained in plain
 * words, and anything else is reported as a defect of onex, with the original as `cause`. Its `code` is always a
 * number, which `yo` needs.
 */
export function explain(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const { code, path } = (error ?? {}) as { code?: unknown; path?: string };
  if (code === 130)
    return new UserError('ERR_ONEX_INTERRUPTED', (error as Error).message, { exitCode: 130, cause: error });
  const reason = typeof code === 'string' ? OF_THE_SYSTEM[code] : undefined;
  if (reason !== undefined) {
    return new UserError(
      'ERR_ONEX_FILE_SYSTEM',
      path === undefined ? `${code}: ${reason}` : `${path}: ${reason}`,
      { cause: error },
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  const notJson = NOT_JSON.exec(message);
  if (notJson !== null)
    return new UserError(
      'ERR_ONEX_INVALID_SETTINGS',
      `${notJson[1]} is not JSON: ${oneLine(notJson[2] ?? '')}; fix or delete it`,
    );
  return new UserError(
    'ERR_ONEX_INTERNAL',
    `${oneLine(message)} (this is a defect of generator-onex; --debug prints the stack for a report)`,
    { cause: error },
  );
}
