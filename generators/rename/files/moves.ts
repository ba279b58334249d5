import type { UnitPair } from '../contracts/render-both.ts';

/** Where each file and folder of a project is after a rename. */
export function movedPaths(pairs: readonly UnitPair[]): (path: string) => string {
  const files = new Map(
    pairs.flatMap(({ from, to, files: own }) =>
      own.map((file) => [join(from, file.from), join(to, file.to)] as const),
    ),
  );
  const folders = pairs.filter(({ from, to }) => from !== to);
  return (path) => {
    const own = files.get(path);
    if (own !== undefined) return own;
    const folder = folders.find(({ from }) => path === from || path.startsWith(`${from}/`));
    return folder === undefined ? path : folder.to + path.slice(folder.from.length);
  };
}

export const join = (root: string, path: string): string => (root === '' ? path : `${root}/${path}`);
