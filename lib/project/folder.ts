import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../errors/index.ts';
import { checkFolderName } from '../naming/index.ts';

/** Whether `path` is `folder` or below it, judged only by their texts. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** Returns the nearest existing folder at or above `path`, with links resolved, and the missing rest of `path`. */
async function existingPart(path: string): Promise<{ real: string; rest: string }> {
  try {
    return { real: await realpath(path), rest: '' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(path);
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || parent === path) throw error;
    const above = await existingPart(parent);
    return { real: above.real, rest: join(above.rest, basename(path)) };
  }
}

/**
 * Checks that a project can be at `path`: an existing folder, or one that can be created. If the path is written as
 * below `base`, it must really be there and not elsewhere through a link. The names of new folders must be valid on
 * every system. Throws a UserError that names the problem.
 */
export async function checkDestination(path: string, base: string): Promise<void> {
  const { real, rest } = await existingPart(path);
  for (const name of rest.split(sep)) checkFolderName(name);
  if (!(await stat(real)).isDirectory()) {
    const what = rest === '' ? path : `${real}, a part of the destination,`;
    throw new UserError(
      'ERR_ONEX_INVALID_DESTINATION',
      `${what} is a file, not a folder; choose another folder with --destination`,
    );
  }
  if (isWithin(base, path) && !isWithin((await existingPart(base)).real, join(real, rest))) {
    throw new UserError(
      'ERR_ONEX_UNSAFE_PATH',
      `${path} leads out of ${base} through a symbolic link; give the folder itself: --destination ${join(real, rest)}`,
    );
  }
}

/**
 * Checks that a run can write a project at `path`, which may not exist yet.
 * @throws UserError that names the read-only folder
 */
export async function checkWritable(path: string): Promise<void> {
  const { real } = await existingPart(path);
  try {
    await access(real, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UserError(
      'ERR_ONEX_INVALID_DESTINATION',
      `${real} is read-only; make it writable or choose another folder with --destination`,
      {
        cause: error,
      },
    );
  }
}
