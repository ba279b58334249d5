import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/** An editor writes a file in several steps, and a generator writes several files. */
const QUIET_MS = 150;

export interface WatchOptions {
  /** Whether a change of this file is reported. */
  readonly isRelevant: (file: string) => boolean;
  /** The relevant files in a folder and its known subfolders, whether they exist or not. */
  readonly filesBelow: (folder: string) => Iterable<string>;
  /** Whether files in this folder can be relevant. */
  readonly isWatched: (folder: string) => boolean;
  /** Called with the files of several events, after a short time without more events. */
  readonly onEvents: (files: readonly string[]) => void;
  /** Called if the system cannot watch that many files. */
  readonly onError: (error: Error) => void;
}

export interface FileWatcher {
  /** Watches a folder and the folders in it that are to be watched. */
  add(folder: string): void;
  close(): void;
}

/**
 * Watches folders for events of relevant files. All paths are absolute.
 *
 * One watch per folder: Node's recursive watch loses a file on Linux once an editor has replaced it by renaming.
 */
export function watchFiles(options: WatchOptions): FileWatcher {
  const { isRelevant, filesBelow, isWatched, onEvents, onError } = options;
  const watchers = new Map<string, FSWatcher>();
  const touched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const note = (file: string): void => {
    touched.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...touched].toSorted();
      touched.clear();
      onEvents(files);
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
  const onEvent = (event: string, file: string): void => {
    if (isRelevant(file)) note(file);
    if (event !== 'rename' || !isWatched(file)) return;
    // The folder is new, removed, or replaced by another of the same name.
    forget(file);
    // Moving a folder causes no events for its files.
    for (const inside of filesBelow(file)) note(inside);
    // Files may have been added before it was watched.
    if (isFolder(file)) for (const inside of watchFolder(file)) note(inside);
  };
  /** @returns the relevant files that are already in the folder. */
  const watchFolder = (folder: string): string[] => {
    if (watchers.has(folder)) return [];
    try {
      const watcher = watch(folder);
      watchers.set(folder, watcher);
      watcher.on('change', (event, name) => onEvent(event, path.join(folder, String(name))));
      // The watch of a removed folder ends; on Windows, with an error.
      watcher.on('error', () => forget(folder));
      return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const inside = path.join(folder, entry.name);
        if (entry.isDirectory()) return isWatched(inside) ? watchFolder(inside) : [];
        return isRelevant(inside) ? [inside] : [];
      });
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
        onError(error as Error);
      return [];
    }
  };
  return {
    add: (folder) => void watchFolder(folder),
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
