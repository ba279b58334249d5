import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../../../lib/injection/parse/language.ts';
import { QUERY_ONLY } from '../../../lib/reconcile/index.ts';
import { RECORDS_FOLDER } from '../records/index.ts';

/** Folders of dependencies, build results, and tools; used only without a Git repository. */
const NEVER = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor']);

/**
 * Returns the user's source files in a project: those that Git does not ignore or, without Git, all except those in
 * folders of dependencies and builds. Generated nodes and folders with their own records are left out.
 * @param root Absolute.
 * @returns POSIX paths relative to the root
 */
export function sourceFiles(root: string): readonly string[] {
  const others = new Map<string, boolean>();
  const isOfAnother = (folder: string): boolean => {
    if (folder === '.') return false;
    const isIt =
      others.get(folder) ??
      (existsSync(path.join(root, folder, RECORDS_FOLDER)) || isOfAnother(path.posix.dirname(folder)));
    others.set(folder, isIt);
    return isIt;
  };
  return (byGit(root) ?? below(root, '')).filter(
    (file) =>
      languageOf(file)?.declaration === false &&
      !file.startsWith('nodes/') &&
      !file.split('/').includes('node_modules') &&
      !isOfAnother(path.posix.dirname(file)),
  );
}

/** Returns the text of a file, by its POSIX path relative to the root; null for a folder or a missing file. */
export type TextOf = (file: string) => string | null;

/** @param root Absolute. */
export function textOnDisk(root: string): TextOf {
  return (file) => {
    try {
      return readFileSync(path.join(root, file), 'utf8');
    } catch {
      return null;
    }
  };
}

function byGit(root: string): readonly string[] | null {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout } = spawnSync('git', [...QUERY_ONLY, ...list], {
    cwd: root,
    encoding: 'utf8',
    timeout: 10_000,
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  return status === 0 ? [...new Set(stdout.split('\0'))].filter((file) => file !== '') : null;
}

function below(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [file];
    return entry.isDirectory() && !entry.name.startsWith('.') && !NEVER.has(entry.name)
      ? below(root, file)
      : [];
  });
}
