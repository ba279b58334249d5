import { readdirSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/** What makes a node another one when it changes: code, contracts, configuration. Tests are none of it. */
const RELEVANT = /(?<!\.test)\.(?:[cm]?[jt]s|json|ya?ml)$/;
const IGNORED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'vendor', 'dist', 'coverage']);
/** An editor writes a file in several steps, a generator several files. */
const QUIET_MS = 150;

export interface Watcher {
  close(): void;
}

/**
 * Calls `onChange` with the paths that changed (relative to `root`) once nothing more has changed for a moment.
 * Folders made at the top later on are not seen. `onError` is told when the system cannot watch so much.
 */
export function watchProject(
  root: string,
  onChange: (files: readonly string[]) => void,
  onError: (error: Error) => void,
): Watcher {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const note = (file: string): void => {
    const parts = file.split(path.sep);
    if (!RELEVANT.test(file) || parts.some((part) => part.startsWith('.') || IGNORED_FOLDERS.has(part)))
      return;
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed].toSorted();
      changed.clear();
      onChange(files);
    }, QUIET_MS);
  };
  const watchFolder = (folder: string, recursive: boolean): FSWatcher => {
    const watcher = watch(path.join(root, folder), { recursive });
    watcher.on('change', (_event, file) => note(path.join(folder, String(file))));
    watcher.on('error', onError);
    return watcher;
  };
  const watchers = [
    watchFolder('', false),
    ...sourceFolders(root).map((folder) => watchFolder(folder, true)),
  ];
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

function sourceFolders(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !IGNORED_FOLDERS.has(entry.name))
    .map((entry) => entry.name);
}
