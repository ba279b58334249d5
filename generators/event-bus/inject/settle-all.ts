import path from 'node:path';
import { type NamedFile, createBaseReader } from '../files/index.ts';
import type { Settings } from './inject-file.ts';
import type { RecordStore } from '../records/index.ts';
import { settleFile, type FileOutcome } from './settle-files.ts';

/** Processes one file, independently of the others. */
export type FileSettings = Omit<Settings, 'resolveBase'>;

/**
 * Processes each file separately, but the file of a base class before those of its subclasses, because subclasses
 * inherit the bus from their base class.
 * @param root Absolute.
 * @param onSettled Called after each file, to show the progress of a long run.
 */
export function settleAll(
  files: readonly NamedFile[],
  store: Pick<RecordStore, 'records' | 'blocked'>,
  root: string,
  settingsOf: (path: string) => FileSettings,
  onSettled: (path: string) => void,
): readonly FileOutcome[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const settled = new Map<string, FileOutcome>();
  const begun = new Set<string>();
  const settle = (file: NamedFile): FileOutcome => {
    begun.add(file.path);
    const outcome = settleFile(file, store, { ...settingsOf(file.path), resolveBase: baseReader });
    settled.set(file.path, outcome);
    onSettled(file.path);
    return outcome;
  };
  const baseReader = createBaseReader({
    root,
    textOfRun(absolute) {
      const relative = path.relative(root, absolute).split(path.sep).join('/');
      const file = byPath.get(relative);
      if (file !== undefined && !begun.has(relative)) settle(file);
      const text = settled.get(relative)?.text ?? null;
      if (text !== null) return { text, final: true };
      return file !== undefined && !settled.has(relative) ? { text: null, final: false } : null;
    },
  });
  return files.map((file) => settled.get(file.path) ?? settle(file));
}
