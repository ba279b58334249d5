import { globSync } from 'node:fs';
import { posix } from 'node:path';
import type { Importers } from './imports.ts';

/** Test files of `npm test`: those that need a packed generator, whole programs, or services run in suites of their own. */
export function testFiles(root: string): string[] {
  return globSync(['test/**/*.test.ts', 'cli-kit/test/**/*.test.ts', 'runtime/test/**/*.test.ts'], {
    cwd: root,
  })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/^(runtime\/)?test\/(package|programs|services|fixtures)\//.test(path))
    .toSorted();
}

/** Folder of the tests that mirrors the folder of a file: `runtime/src/cli/dev` → `runtime/test/cli/dev`. */
function mirrored(path: string): string {
  const folder = posix.dirname(path);
  if (/^(runtime|cli-kit)\/src/.test(folder)) return folder.replace('/src', '/test');
  return posix.join('test', folder.replace(/^lib(\/|$)/, ''));
}

/** The tests of the mirrored folder, or of the nearest folder above it that has tests. */
function ownTests(path: string, tests: readonly string[]): Set<string> {
  for (let folder = mirrored(path); folder.includes('/'); folder = posix.dirname(folder)) {
    const found = tests.filter((test) => test.startsWith(`${folder}/`));
    if (found.length > 0 && folder !== 'runtime/test') return new Set(found);
  }
  return new Set();
}

/** How many steps lead from a file to each file that imports it, directly or through others. */
function distances(path: string, { users }: Importers): Map<string, number> {
  const found = new Map([[path, 0]]);
  for (const [at, steps] of found)
    for (const importer of users.get(at) ?? []) if (!found.has(importer)) found.set(importer, steps + 1);
  return found;
}

/**
 * The test files to run for mutants of a file: those of the folder that mirrors its folder, and those that import it or
 * start a program that does. Those of the folder come first, and of them the one with the file's name, then the nearest.
 * @param limit how many at most
 */
export function testsFor(path: string, tests: readonly string[], graph: Importers, limit: number): string[] {
  const steps = distances(path, graph);
  const own = ownTests(path, tests);
  const name = posix.basename(path, '.ts');
  const rank = (test: string): number => {
    if (!own.has(test)) return 100 + (steps.get(test) ?? 0);
    // A test in the folder may start the code in a way that no import shows.
    return posix.basename(test, '.test.ts') === name ? 0 : (steps.get(test) ?? 3);
  };
  return tests
    .filter((test) => own.has(test) || steps.has(test))
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .slice(0, limit);
}
