import { posix } from 'node:path';
import { codeParts } from './code-parts.ts';
import type { TextEdit } from './edits.ts';

/** Returns the path of a file or a folder after the run: POSIX, relative to the project's root. */
export type MovedPath = (path: string) => string;

const RELATIVE = /^\.{1,2}\//;

/**
 * Changes relative paths in a module, such as those of its imports, if the module or their target moves.
 * @param path Path of the module before the run.
 * @param exists Whether a path named a file or a folder before the run. Any other text is not a path.
 */
export function pathEdits(
  text: string,
  path: string,
  { moved, exists }: { readonly moved: MovedPath; readonly exists: (path: string) => boolean },
): TextEdit[] {
  const [before, after] = [posix.dirname(path), posix.dirname(moved(path))];
  return codeParts(text).strings.flatMap(({ start, end, value }) => {
    if (!RELATIVE.test(value)) return [];
    const [, bare = value, suffix = ''] = /^([^?#]*)([?#].*)?$/s.exec(value) ?? [];
    const target = posix.join(before, bare);
    if (target.startsWith('..') || !exists(target)) return [];
    const way = posix.relative(after, moved(target));
    const written = way.startsWith('.') ? way : `./${way}`;
    if (posix.normalize(bare) === posix.normalize(written)) return [];
    const quote = text[start] ?? "'";
    return [{ start, end, text: `${quote}${written}${suffix}${quote}` }];
  });
}
