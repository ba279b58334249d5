import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { configFilesOf } from '../../../../start/configuration/index.ts';
import { findNodes } from '../../../project/index.ts';
import { digestOf, type LoadedFile } from './digest.ts';
import { watchFiles } from './watch-files.ts';

/** A file that changes more often than this, each time soon after a start, is written by the nodes themselves. */
const MOST_QUICK_CHANGES = 5;
const QUICK_MS = 3000;

export interface ChangeOptions {
  /** The project's folder. */
  readonly root: string;
  readonly stateDir: string;
  /** Folder with configurations, `<node>.yaml`; null: none. */
  readonly configDir: string | null;
  readonly note: (line: string) => void;
  /** Monotonic, in ms. */
  readonly now?: () => number;
}

export interface Changes {
  /** The files of the next change, or of the last one that came before `begin`. Relative to the project's folder. */
  next(): Promise<readonly string[]>;
  /** The nodes start now, with the current files. */
  begin(): void;
  /** Takes files that the nodes loaded. If one has changed since, this counts as a change. */
  loaded(files: readonly LoadedFile[]): void;
  close(): void;
}

/**
 * Watches what the nodes of a project load. The contracts and start scripts below `nodes/`, the configurations, and
 * `.env` are known from the start, so a new node is a change too; modules are watched once they are loaded.
 */
export function watchChanges(options: ChangeOptions): Changes {
  const { note, now = () => performance.now() } = options;
  const root = realpathSync(options.root);
  const nodes = path.join(root, 'nodes');
  const stateDir = existsSync(options.stateDir) ? realpathSync(options.stateDir) : options.stateDir;
  // A state directory that contains the project has its modules too.
  const isState = (file: string): boolean => isWithin(stateDir, file) && !isWithin(stateDir, root);
  const known = new Map<string, string | null>();
  const folders = new Set<string>([root, ...(options.configDir === null ? [] : [options.configDir])]);
  const quick = new Map<string, number>();
  const ignored = new Set<string>();
  let changed = Promise.withResolvers<readonly string[]>();
  let started = now();

  const isPlain = (file: string): boolean =>
    file === path.join(root, '.env') ||
    isConfig(file, options.configDir, root) ||
    (isWithin(nodes, file) && ['contract.yaml', 'start_node.ts'].includes(path.basename(file)));
  const watcher = watchFiles({
    isRelevant: (file) => !isState(file) && (known.has(file) || isPlain(file)),
    filesBelow: (folder) => [...known.keys()].filter((file) => isWithin(folder, file)),
    isWatched: (folder) =>
      !isState(folder) && (folders.has(folder) || (isWithin(nodes, folder) && isSource(folder))),
    onEvents: (files) => report(files.filter((file) => !ignored.has(file) && isChanged(file))),
    onError: (error) => note(`Changes cannot be watched: ${error.message}. Start dev again after a change`),
  });
  const isChanged = (file: string): boolean => digestOf(file) !== (known.get(file) ?? null);
  const report = (files: readonly string[]): void => {
    const due = files.filter((file) => !isOwn(file));
    if (due.length > 0) changed.resolve(due.map((file) => path.relative(root, file)));
  };
  /** Whether the nodes apparently write the file at each start. */
  const isOwn = (file: string): boolean => {
    const count = now() - started < QUICK_MS ? (quick.get(file) ?? 0) + 1 : 0;
    quick.set(file, count);
    if (count <= MOST_QUICK_CHANGES) return false;
    ignored.add(file);
    note(
      `${path.relative(root, file)} changes at every start, so its changes are ignored. A node may write it`,
    );
    return true;
  };
  const plainFiles = (): string[] => [
    path.join(root, '.env'),
    ...findNodes(root).flatMap(({ name, contractFile, startFile }) => [
      contractFile,
      startFile,
      ...(options.configDir === null ? [] : configFilesOf(options.configDir, name)),
    ]),
  ];
  for (const folder of [...folders, nodes]) watcher.add(folder);
  return {
    next: () => changed.promise,
    begin() {
      changed = Promise.withResolvers();
      started = now();
      for (const file of [...known.keys(), ...plainFiles()]) known.set(file, digestOf(file));
    },
    loaded(files) {
      started = now();
      const outside = files.filter(([file]) => !isState(file));
      for (const [file, digest] of outside) {
        known.set(file, digest);
        for (const folder of foldersUpTo(root, file)) folders.add(folder);
      }
      for (const folder of folders) watcher.add(folder);
      report(outside.map(([file]) => file).filter((file) => !ignored.has(file) && isChanged(file)));
    },
    close: () => watcher.close(),
  };
}

/** Whether the file is the configuration of a node. The search for nodes comes last, because it reads folders. */
function isConfig(file: string, folder: string | null, root: string): boolean {
  const { name } = path.parse(file);
  if (folder === null || !configFilesOf(folder, name).includes(file)) return false;
  return findNodes(root).some((node) => node.name === name);
}

/** The folder of a file and, within the project, its ancestors, because a removed folder may be created again. */
function foldersUpTo(root: string, file: string): string[] {
  const folder = path.dirname(file);
  if (folder === root || !isWithin(root, folder)) return [folder];
  return [folder, ...foldersUpTo(root, folder)];
}

function isWithin(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder + path.sep);
}

/** Installed packages and hidden folders have no nodes. */
function isSource(folder: string): boolean {
  const name = path.basename(folder);
  return !name.startsWith('.') && name !== 'node_modules';
}
