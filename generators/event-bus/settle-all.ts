import path from 'node:path';
import type { NamedFile } from './find-files.ts';
import type { Settings } from './inject-file.ts';
import type { RecordStore } from './records/index.ts';
import { settleFile, type FileOutcome } from './settle-files.ts';

/**
 * Settles each file by itself, but the file of a base class before those of its heirs: what a base class gets, its
 * heirs inherit.
 * @param chosen class that a person chose, by file
 * @param onSettled called after each file: for showing how far a long run is
 */
export function settleAll(
  files: readonly NamedFile[],
  store: Pick<RecordStore, 'records' | 'blocked'>,
  settings: Omit<Settings, 'readText' | 'className'>,
  chosen: ReadonlyMap<string, string>,
  onSettled: (path: string) => void,
): readonly FileOutcome[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const settled = new Map<string, FileOutcome>();
  const begun = new Set<string>();
  const settle = (file: NamedFile): FileOutcome => {
    begun.add(file.path);
    const className = chosen.get(file.path);
    const outcome = settleFile(file, store, { ...settings, readText, className });
    settled.set(file.path, outcome);
    onSettled(file.path);
    return outcome;
  };
  const readText = (absolute: string): string | null => {
    const relative = path.relative(settings.root, absolute).split(path.sep).join('/');
    const file = byPath.get(relative);
    if (file !== undefined && !begun.has(relative)) settle(file);
    return settled.get(relative)?.text ?? null;
  };
  return files.map((file) => settled.get(file.path) ?? settle(file));
}
