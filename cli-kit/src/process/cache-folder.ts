import { lstatSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { createDirectory } from './create-directory.ts';

/**
 * Returns the folder of a program's caches: `$XDG_CACHE_HOME/<name>`, or otherwise `~/.cache/<name>`. A missing folder is
 * created. Returns null if there is no such folder that only this user can write to: compiled code is run from a cache,
 * so a folder that another user could have written to is never used. Under `sudo`, the environment may name the home of
 * another user. Nothing is created there, because that user could not write to it.
 */
export function cacheFolder(name: string, environment: NodeJS.ProcessEnv = process.env): string | null {
  const { XDG_CACHE_HOME = '', HOME, USERPROFILE } = environment;
  const home = HOME || USERPROFILE || '';
  // The specification of base directories says to ignore a relative path.
  const hasCaches = path.isAbsolute(XDG_CACHE_HOME);
  if (!hasCaches && !path.isAbsolute(home)) return null;
  const folder = path.join(hasCaches ? XDG_CACHE_HOME : path.join(home, '.cache'), name);
  try {
    if (hasCaches || isOwn(statSync(home))) createDirectory(folder);
    return isPrivate(folder) ? folder : null;
  } catch {
    return null;
  }
}

function isPrivate(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true || !isOwn(stats)) return false;
  return process.getuid === undefined || (stats.mode & 0o022) === 0;
}

/** On Windows, files have no owner here, and each user has a profile folder of their own. */
function isOwn({ uid }: Stats): boolean {
  const user = process.getuid?.();
  return user === undefined || uid === user;
}
