import { sha256, type Change } from '../../../lib/reconcile/index.ts';
import type { FileOutcome } from '../inject/index.ts';
import { formatRecord, type FileRecord, type Injected, type Records } from './format.ts';
import { FORMER_PATH, recordPathOf } from './paths.ts';
import type { RecordStore } from './read.ts';

/** The results of a run that affect the records. */
export interface RecordsAfter {
  readonly outcomes: readonly FileOutcome[];
  /** The generator and the options of the injection, for files that change. */
  readonly injected: Injected;
  /** Source files without an injection, whose records are removed. */
  readonly gone?: readonly string[];
  /** Source files that were moved: former path by new path. */
  readonly moved: ReadonlyMap<string, string>;
}

/** Returns the changes after which the records match the files. */
export function changesOfRecords(
  store: RecordStore,
  { outcomes, injected, gone = [], moved }: RecordsAfter,
): readonly Change[] {
  const after = new Map(movedRecords(store.records, moved, gone));
  for (const { plan, record, change } of outcomes) {
    if (store.blocked.has(plan.path)) continue;
    const before = after.get(plan.path);
    const { generator, options } = before ?? {};
    const known = { ...(generator !== undefined && { generator }), ...(options && { options }) };
    const isNew = change !== null || before === undefined;
    if (record === null || record.file.length + record.classes.length === 0) after.delete(plan.path);
    else after.set(plan.path, { ...record, ...known, ...(isNew && injected) });
  }
  return [...changesOfFiles(store, after), ...changesOfFormer(store)];
}

/**
 * Returns the records with moved files at their new paths.
 * @param moved Former path by new path.
 * @param gone Files whose records are left out. Another file may have moved to such a path.
 */
export function movedRecords(
  records: Records,
  moved: ReadonlyMap<string, string>,
  gone: readonly string[],
): Records {
  const former = new Set([...moved.values(), ...gone]);
  const rest = [...records].filter(([source]) => !former.has(source));
  const found = [...moved].flatMap(([to, from]) => {
    const record = records.get(from);
    return record === undefined ? [] : [[to, record] as const];
  });
  return new Map([...rest, ...found]);
}

function changesOfFiles(store: RecordStore, after: ReadonlyMap<string, FileRecord>): Change[] {
  const changes: Change[] = [];
  for (const [source, hash] of store.hashes) {
    if (store.blocked.has(source) || after.has(source)) continue;
    changes.push({ type: 'remove', path: recordPathOf(source), before: hash });
  }
  for (const [source, record] of [...after].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const text = formatRecord(record);
    const before = store.hashes.get(source) ?? null;
    const known = store.records.get(source);
    // A checkout may have changed the line ends of the record, so its content decides.
    const isSame = before !== null && known !== undefined && formatRecord(known) === text;
    if (isSame || before === sha256(text)) continue;
    const contents = Buffer.from(text);
    changes.push({ type: 'write', path: recordPathOf(source), before, contents, mode: 0o644 });
  }
  return changes;
}

/** The single file stays while one of its records is in conflict or from a newer generator. */
function changesOfFormer({ former, blocked, hashes }: RecordStore): Change[] {
  const isUsed = [...blocked.keys()].some((source) => !hashes.has(source));
  if (former === null || !former.whole || isUsed) return [];
  return [{ type: 'remove', path: FORMER_PATH, before: former.hash }];
}
