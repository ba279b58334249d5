import { UserError } from '../../errors/index.ts';
import { isErrno } from '../disk/index.ts';

/** Explains a file system error in plain words after the old state was restored; returns any other error unchanged. */
export function explain(error: unknown): unknown {
  const advice = isErrno(error, 'ENOSPC', 'EDQUOT')
    ? 'the disk is full; free some space'
    : isErrno(error, 'EACCES', 'EPERM', 'EROFS')
      ? 'permission denied; check the permissions'
      : null;
  if (advice === null || !(error instanceof Error)) return error;
  const path = 'path' in error ? `${String(error.path)}: ` : '';
  return new UserError(
    'ERR_ONEX_FILE_SYSTEM',
    `${path}${advice} and run again. Everything is as it was before.`,
    { cause: error },
  );
}

/** Describes a run that leaves its journal; the next run completes or undoes it. */
export function unfinished(what: string, why: unknown, cause: unknown): UserError {
  return new UserError(
    'ERR_ONEX_UNFINISHED',
    `${what} (${reasonOf(why)}). Check the disk and run again to finish.`,
    { cause },
  );
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
