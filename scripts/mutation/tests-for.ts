import { globSync } from 'node:fs';
import type { Importers } from './imports.ts';

/** Test files of `npm test`: those that need a packed generator or services run in suites of their own. */
export function testFiles(root: string): string[] {
  return globSync(['test/**/*.test.ts', 'runtime/test/**/*.test.ts'], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/^test\/(package|services|fixtures)\//.test(path))
    .toSorted();
}

/** Folder of the tests that belong to a file: `runtime/src/cli/dev/run.ts` → `runtime/test/cli/dev`. */
function mirrored(path: string): string {
  const folder = path.split('/').slice(0, -1).join('/');
  if (folder.startsWith('runtime/src')) return folder.replace('runtime/src', 'runtime/test');
  return `test/${folder.replace(/^lib\//, '')}`;
}

/** How many steps lead from a file to each file that imports it, directly or through others. */
function distances(path: string, { users }: Importers): Map<string, number> {
  const found = new Map([[path, 0]]);
  for (const [at, steps] of found)
    for (const importer of users.get(at) ?? []) if (!found.has(importer)) found.set(importer, steps + 1);
  return found;
}

/** Folders that two paths have in common, counted from the top. */
function shared(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const differs = left.findIndex((folder, index) => folder !== right[index]);
  return differs === -1 ? left.length : differs;
}

/**
 * The test files to run for mutants of a file: those of the folder that mirrors its folder, and those that import it,
 * nearest first.
 * @param limit how many at most
 */
export function testsFor(path: string, tests: readonly string[], graph: Importers, limit: number): string[] {
  const steps = distances(path, graph);
  const home = mirrored(path);
  const own = (test: string): boolean => test.startsWith(`${home}/`) || `${home}.test.ts` === test;
  const rank = (test: string): number =>
    (own(test) ? 0 : 4) + (steps.get(test) ?? 12) - Math.min(3, shared(home, test));
  return tests
    .filter((test) => own(test) || steps.has(test))
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .slice(0, limit);
}
