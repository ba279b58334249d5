import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { contentsOf } from '../../../lib/reconcile/index.ts';

/** Folders that contain no files of the user. */
const SKIPPED = new Set([
  'node_modules',
  '.git',
  '.onex',
  '.onex-state',
  'vendor',
  'dist',
  'coverage',
  '.cache',
]);
const LOCK_FILES = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml']);

/** The files of a project that people and the generator wrote, and their texts, each read once. */
export interface ProjectFiles {
  /** POSIX, relative to the root, sorted. Links are left out. */
  readonly paths: readonly string[];
  readonly links: readonly string[];
  /** With LF line ends; null of a binary. */
  text(path: string): string | null;
  /** Whether there is a file or a folder. */
  exists(path: string): boolean;
}

function walk(
  root: string,
  folder: string,
  found: { files: string[]; links: string[]; folders: Set<string> },
): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (entry.isSymbolicLink()) found.links.push(path);
    else if (entry.isFile()) found.files.push(path);
    else if (entry.isDirectory() && !SKIPPED.has(entry.name)) {
      found.folders.add(path);
      walk(root, path, found);
    }
  }
}

/** @param root Absolute. */
export function projectFiles(root: string): ProjectFiles {
  const found = { files: [] as string[], links: [] as string[], folders: new Set<string>(['']) };
  walk(root, '', found);
  const paths = found.files.toSorted();
  const known = new Set(paths);
  const texts = new Map<string, string | null>();
  return {
    paths,
    links: found.links,
    text(path) {
      const read = texts.get(path);
      if (read !== undefined) return read;
      const { text } = contentsOf(readFileSync(join(root, path)));
      texts.set(path, text);
      return text;
    },
    exists: (path) => known.has(path) || found.folders.has(path.replace(/\/$/, '')),
  };
}

export const isLockFile = (path: string): boolean => LOCK_FILES.has(posix.basename(path));
export const isCode = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);
export const isTypeScript = (path: string): boolean => /\.[cm]?tsx?$/.test(path);
export const isTest = (path: string): boolean => /\.test\.[cm]?ts$/.test(path);
