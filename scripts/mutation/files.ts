import { globSync } from 'node:fs';
import { PRODUCTION_GLOBS } from '../house/files.ts';

/** Templates, like declarations, contain no code of ours that runs. */
const TEMPLATE = /(^|\/)templates\//;

/** The sample leaves these folders out: the redesign of the injection brings its own tests. */
export const NOT_SAMPLED = ['lib/injection/'];

/** Production files below a repository, as sorted POSIX paths relative to it. */
export function productionFiles(root: string): string[] {
  return globSync(PRODUCTION_GLOBS, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !TEMPLATE.test(path) && !path.endsWith('.d.ts'))
    .toSorted();
}

/** The area of a file in the report: `lib/X`, `runtime/src/X`, `runtime/src/contract/X`, `bin`, `cli-kit`, or `generators`. */
export function areaOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  if (folders[0] === 'runtime') return folders.slice(0, folders[2] === 'contract' ? 4 : 3).join('/');
  return folders.slice(0, folders[0] === 'lib' ? 2 : 1).join('/');
}
