import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The compiler that a project installed, in its own `node_modules` or in those of a workspace around it.
 * @returns The absolute path of `tsc`; null where there is none, or where the project has no tsconfig.json.
 */
export function findCompiler(root: string): string | null {
  if (!existsSync(join(root, 'tsconfig.json'))) return null;
  for (let folder = root; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return null;
  }
}
