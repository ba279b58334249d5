import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/** What makes a node another one when it changes: code, contracts, configuration. Tests are none of it. */
const RELEVANT = /(?<!\.test)\.(?:[cm]?[jt]s|json|ya?ml)$|^\.env$/;
const IGNORED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'vendor', 'dist', 'coverage']);
/** An editor writes a file in several steps, a generator several files. */
const QUIET_MS = 150;

export interface Watcher {
  close(): void;
}

/**
 * Calls `onChange` with the paths that changed (relative to `root`) once nothing more has changed for a moment.
 * `onError` is told when the system cannot watch so much.
 *
 * One watch per folder: Node's recursive watch loses a file on Linux once an editor has replaced it by renaming.
 */
export function watchProject(
  root: string,
  onChange: (files: readonly string[]) => void,
  onError: (error: Error) => void,
): Watcher {
  const watchers = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const note = (file: string): void => {
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed].toSorted();
      changed.clear();
      onChange(files);
    }, QUIET_MS);
  };
  /** Ends the watches of a folder and of those in it. */
  const forget = (folder: string): void => {
    for (const [watched, watcher] of watchers) {
      if (watched !== folder && !watched.startsWith(folder + path.sep)) continue;
      watcher.close();
      watchers.delete(watched);
    }
  };
  const onEvent = (event: string, folder: string, name: string): void => {
    const file = path.join(folder, name);
    if (RELEVANT.test(name)) {
      note(file);
      return;
    }
    if (event !== 'rename' || !isSource(name)) return;
    // The folder is new, gone, or another one of the same name.
    forget(file);
    if (!isFolder(path.join(root, file))) return;
    // Files may have come into it before it was watched.
    for (const inside of watchFolder(file)) note(inside);
  };
  /** @returns the relevant files that are in the folder already. */
  const watchFolder = (folder: string): string[] => {
    try {
      const watcher = watch(path.join(root, folder));
      watchers.set(folder, watcher);
      watcher.on('change', (event, name) => onEvent(event, folder, String(name)));
      // A folder that is removed ends its watch; on Windows with an error.
      watcher.on('error', () => forget(folder));
      return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const inside = path.join(folder, entry.name);
        if (entry.isDirectory()) return isSource(entry.name) ? watchFolder(inside) : [];
        return RELEVANT.test(entry.name) ? [inside] : [];
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError(error as Error);
      return [];
    }
  };

  watchFolder('');
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function isSource(name: string): boolean {
  return !name.startsWith('.') && !IGNORED_FOLDERS.has(name);
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
