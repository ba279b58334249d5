import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';

/** A TypeScript file of the repository. */
export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

/** Folders of the code that is shipped. */
const PRODUCTION = ['bin', 'generators', 'lib', 'cli-kit/src', 'runtime/src'] as const;
/** All folders with code: it is shipped, or it tests, builds, and measures what is shipped. */
export const AREAS = [...PRODUCTION, 'test', 'cli-kit/test', 'runtime/test', 'scripts', 'bench'] as const;
/** Globs of the TypeScript files that are shipped, and of the templates among them. */
export const PRODUCTION_GLOBS: readonly string[] = PRODUCTION.map((area) => `${area}/**/*.ts`);

/** Templates are files of generated projects, and fixtures are files of tests. */
const LEFT_OUT = /\/(?:templates|fixtures)\//;

/** Paths of the files in git, from the root of the repository. */
export function trackedFiles(root: string): readonly string[] {
  const { status, stdout, stderr } = spawnSync('git', ['ls-files', '-z', '--', ...AREAS], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`git ls-files failed: ${stderr}`);
  return stdout.split('\0').filter((path) => path !== '' && !LEFT_OUT.test(`/${path}`));
}

/** The area that a path belongs to; null: none. */
export function areaOf(path: string): (typeof AREAS)[number] | null {
  return AREAS.find((area) => path.startsWith(`${area}/`)) ?? null;
}

export const isProduction = (path: string): boolean => PRODUCTION.some((area) => path.startsWith(`${area}/`));

/** Reads the TypeScript files among some paths; a file that was deleted and is still in the index is left out. */
export function readSources(root: string, paths: readonly string[]): readonly SourceFile[] {
  return paths
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      try {
        const text = readFileSync(resolve(root, path), 'utf8');
        return [{ path, text, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) }];
      } catch {
        return [];
      }
    });
}

/** Number of files directly in each folder. */
export function filesPerFolder(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}
