/**
 * Compares the records with the existing source files: finds files that were moved, deleted, or undone by version
 * control, and injections without a record.
 *
 * Guarantees
 * 1. A record is never removed while a file of the project has its pieces and no record of its own.
 * 2. A file is identified by its pieces, not by its path. Edits, reformatting, and a new file at the old path do not
 *    affect this.
 */
import path from 'node:path';
import type { FileRecord, RecordStore } from '../records/index.ts';
import { sourceFiles, textOnDisk } from './source-files.ts';
import { callsShared, holdsPieces, isInjected, normalized } from './traces.ts';

export { sourceFiles, textOnDisk, type TextOf } from './source-files.ts';
export { isInjected } from './traces.ts';

/** Differences between the records and the files of a project; POSIX paths relative to the root. */
export interface Differences {
  /** Former path by new path. */
  readonly moved: ReadonlyMap<string, string>;
  /** Recorded files that were deleted. */
  readonly gone: readonly string[];
  /** Recorded files that exist but contain no piece. */
  readonly undone: readonly string[];
  /** Files with an injection of this generator that have no record. */
  readonly unrecorded: readonly string[];
}

export const NO_DIFFERENCES: Differences = { moved: new Map(), gone: [], undone: [], unrecorded: [] };

/**
 * Finds the differences. All source files of the project are read only if necessary: with `whole`, if a record has lost
 * its file, or if one of `named` has an injection without a record.
 * @param root Absolute.
 * @param named Files of the run.
 * @param whole Whether to search for files without a record in any case.
 */
export function findDifferences(
  root: string,
  store: RecordStore,
  { named, whole }: { readonly named: readonly string[]; readonly whole: boolean },
): Differences {
  const onDisk = textOnDisk(root);
  const texts = new Map<string, string | null>();
  const textOf = (file: string): string | null => {
    const text = texts.has(file) ? texts.get(file)! : onDisk(file);
    texts.set(file, text);
    return text;
  };
  const isRecorded = (file: string): boolean => store.records.has(file) || store.blocked.has(file);
  const misplaced = [...store.records].filter(([file, record]) => !isInPlace(textOf(file), record));
  const lost = misplaced.filter(([file, record]) => !holdsPieces(textOf(file) ?? '', record));
  const isSuspicious = named.some((file) => !isRecorded(file) && isInjected(textOf(file) ?? ''));
  if (!whole && misplaced.length === 0 && !isSuspicious) return NO_DIFFERENCES;
  const candidates = new Map<string, string>();
  for (const file of sourceFiles(root)) {
    if (isRecorded(file) && !misplaced.some(([other]) => other === file)) continue;
    // The source files of a project are too many to cache.
    const text = texts.has(file) ? textOf(file) : onDisk(file);
    if (text !== null && isInjected(text)) candidates.set(file, normalized(text));
  }
  const moved = matchMoved(misplaced, candidates);
  const left = lost.map(([file]) => file).filter((file) => ![...moved.values()].includes(file));
  return {
    moved,
    gone: left.filter((file) => textOf(file) === null),
    undone: left.filter((file) => textOf(file) !== null),
    unrecorded: [...candidates.keys()].filter((file) => !moved.has(file) && !store.records.has(file)),
  };
}

/** Whether the file of a record still has a recorded call. The text of another file may have replaced it. */
function isInPlace(text: string | null, record: FileRecord): boolean {
  return text !== null && callsShared(normalized(text), record) > 0;
}

/** Assigns to each candidate the misplaced record that shares most with it; returns the former path by the new path. */
function matchMoved(
  misplaced: readonly (readonly [string, FileRecord])[],
  candidates: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const pairs = misplaced.flatMap(([from, record]) =>
    [...candidates].flatMap(([to, text]) => {
      const shared = callsShared(text, record);
      const isSameName = path.posix.basename(from) === path.posix.basename(to);
      return shared > 0 ? [{ from, to, rank: shared + (isSameName ? 0.5 : 0) }] : [];
    }),
  );
  const moved = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of pairs.toSorted((a, b) => b.rank - a.rank)) {
    if (moved.has(to) || taken.has(from)) continue;
    moved.set(to, from);
    taken.add(from);
  }
  return moved;
}
