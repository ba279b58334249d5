import { globSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../../lib/errors/index.ts';
import { canonicalPath } from './canonical-path.ts';

export interface NamedFile {
  /** POSIX, relative to the root. */
  readonly path: string;
  /** Found by a glob instead of named, so having no class is not an error. */
  readonly byGlob: boolean;
}

const NEVER = new Set(['node_modules', '.git', '.onex', '.onex-state']);

/**
 * Returns the selected files, each once whatever links lead to it, in the given order; those of a glob are sorted by
 * name.
 * @param cwd Absolute folder that the names are relative to.
 * @param root Absolute folder of the project. A file outside it has a path that starts with `..`.
 */
export function findFiles(names: readonly string[], cwd: string, root: string): readonly NamedFile[] {
  const found = new Map<string, NamedFile>();
  const add = (file: string, byGlob: boolean): void => {
    const relative = canonicalPath(path.resolve(cwd, file), root);
    if (!found.has(relative)) found.set(relative, { path: relative, byGlob });
  };
  for (const name of names) {
    // A name with brackets refers to the file with exactly that name, if it exists.
    if (!/[*?[\]{}!]/.test(name) || exists(path.resolve(cwd, name))) {
      add(name, false);
      continue;
    }
    const matches = globSync(name, { cwd, exclude: (entry) => NEVER.has(path.basename(entry)) })
      .filter((entry) => lstatSync(path.resolve(cwd, entry)).isFile())
      .toSorted();
    if (matches.length === 0)
      throw new UserError(
        'ERR_ONEX_NOT_FOUND',
        `${name} matches no file; see what is there, or quote the glob`,
      );
    for (const match of matches) add(match, true);
  }
  return [...found.values()];
}

function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
