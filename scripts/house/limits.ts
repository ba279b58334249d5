import { filesPerFolder, readSources, trackedFiles } from './files.ts';

/** The limits of CONTRIBUTING.md. */
export const MOST_LINES = 300;
export const MOST_FILES = 12;

/** A file or folder that is allowed to be over its limit, up to a size, for a reason. */
export interface Exception {
  readonly size: number;
  readonly reason: string;
}

/** By path. The lists only become shorter: `npm run house` removes what is within the limit again. */
export interface Exceptions {
  readonly files: Readonly<Record<string, Exception>>;
  readonly folders: Readonly<Record<string, Exception>>;
}

/** A file or folder that is over its limit. */
export interface Excess {
  readonly kind: keyof Exceptions;
  readonly path: string;
  /** Lines of a file, files of a folder. */
  readonly size: number;
}

/** Files with too many lines, and folders with too many files. */
export function excesses(root: string): readonly Excess[] {
  const paths = trackedFiles(root);
  const files = readSources(root, paths)
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }): Excess => ({ kind: 'files', path, size: lines }));
  const folders = [...filesPerFolder(paths)]
    .filter(([, count]) => count > MOST_FILES)
    .map(([path, size]): Excess => ({ kind: 'folders', path, size }));
  return [...files, ...folders].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** What no exception allows, one line each. */
export function refusals(found: readonly Excess[], exceptions: Exceptions): readonly string[] {
  return found.flatMap(({ kind, path, size }) => {
    const allowed = exceptions[kind][path]?.size;
    if (allowed !== undefined && size <= allowed) return [];
    const [unit, most] = kind === 'files' ? ['lines', MOST_LINES] : ['files', MOST_FILES];
    const limit = allowed === undefined ? `${most}` : `${most}, and its exception allows ${allowed}`;
    return [`${path} has ${size} ${unit}; the limit is ${limit}. Divide it.`];
  });
}

/** The exceptions that are still needed, none of them larger than it must be. */
export function shrunk(found: readonly Excess[], exceptions: Exceptions): Exceptions {
  const of = (kind: keyof Exceptions): Exceptions['files'] =>
    Object.fromEntries(
      Object.entries(exceptions[kind]).flatMap(([path, { size, reason }]) => {
        const excess = found.find((one) => one.kind === kind && one.path === path);
        return excess === undefined ? [] : [[path, { size: Math.min(size, excess.size), reason }]];
      }),
    );
  return { files: of('files'), folders: of('folders') };
}
