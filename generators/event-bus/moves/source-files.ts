import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../../../lib/injection/parse/language.ts';
import { RECORDS_FOLDER } from '../records/index.ts';

/** Folders of dependencies, results of builds, and tools; Git knows better where there is one. */
const NEVER = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor']);

/** A repository may name programs to run in its settings; asking for its files shall run none. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/**
 * Source files of a project that its owner wrote: those that Git does not ignore, without Git all but those in folders
 * of dependencies and builds. Generated nodes and folders with records of their own are left out.
 * @param root absolute
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

/** The text of a file, by its POSIX path relative to the root; null where there is none, and of a folder. */
export type TextOf = (file: string) => string | null;

/** @param root absolute */
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
  const { status, stdout } = spawnSync('git', [...SAFE, ...list], {
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
