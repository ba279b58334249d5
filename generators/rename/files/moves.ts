import type { NamePair } from '../../../lib/rename/index.ts';
import type { UnitPair } from '../contracts/render-both.ts';

/**
 * Where each file and folder of a project is after a rename.
 * @param names Full names of nodes, which files of `config/` may be called by.
 */
export function movedPaths(pairs: readonly UnitPair[], names: readonly NamePair[]): (path: string) => string {
  const files = new Map(
    pairs.flatMap(({ from, to, files: own }) =>
      own.map((file) => [join(from, file.from), join(to, file.to)] as const),
    ),
  );
  const folders = pairs.filter(({ from, to }) => from !== to);
  return (path) => {
    const own = files.get(path);
    if (own !== undefined) return own;
    if (path.startsWith('config/')) return renamedPath(path, names);
    const folder = folders.find(({ from }) => path === from || path.startsWith(`${from}/`));
    return folder === undefined ? path : folder.to + path.slice(folder.from.length);
  };
}

/** `config/node_billing_payment_effect.yaml`, `config/production/node_billing_payment_effect/pool.yaml`. */
function renamedPath(path: string, names: readonly NamePair[]): string {
  return path
    .split('/')
    .map((segment) => {
      const [name = ''] = segment.split('.', 1);
      const found = names.find(({ from }) => from === name);
      return found === undefined ? segment : found.to + segment.slice(name.length);
    })
    .join('/');
}

export const join = (root: string, path: string): string => (root === '' ? path : `${root}/${path}`);
