import { GENERATORS_ROOT } from '../../../lib/package/index.ts';
import { classNamesIn, createNodeNames } from '../../../lib/injection/index.ts';
import { textOnDisk } from '../moves/index.ts';
import { settleAll, type FileSettings, type FileOutcome } from '../inject/index.ts';
import type { FileRecord, Records } from '../records/index.ts';

/** The outcome for a file that has the event bus from `onex event-bus`. */
export interface InjectedFile {
  /** POSIX, relative to the root. */
  readonly path: string;
  readonly record: FileRecord;
  /** Null: the file, or each of its classes that had the bus, was deleted. */
  readonly outcome: FileOutcome | null;
  /** The text on disk; null: the file was deleted. */
  readonly text: string | null;
  /** Names of deleted classes that had the bus; for a deleted file, all of them. */
  readonly missing: readonly string[];
}

export interface ReinjectOptions {
  /** Absolute. */
  readonly root: string;
  readonly records: Records;
  /** The selected recorded files. */
  readonly paths: readonly string[];
  readonly domain: string | undefined;
  readonly onConflict?: 'ours' | 'theirs';
}

/**
 * Updates the pieces in files that have the event bus, with the options of their injection. Nothing is written. A piece
 * that the user edited or deleted stays that way.
 */
export function reinject({ root, records, paths, domain, onConflict }: ReinjectOptions): InjectedFile[] {
  const files = paths.map((file) => ({
    path: file,
    record: records.get(file)!,
    ...classesOf(root, file, records),
  }));
  const byPath = new Map(files.map((file) => [file.path, file]));
  // Existing pieces already have their names.
  const nodeNames = createNodeNames();
  const settingsOf = (file: string): FileSettings => {
    const { record, present } = byPath.get(file)!;
    return {
      root,
      nodeNames,
      templateRoot: `${GENERATORS_ROOT}/event-bus/templates`,
      domain: typeof record.options?.domain === 'string' ? record.options.domain : domain,
      given: { ...record.options, ...(onConflict !== undefined && { 'on-conflict': onConflict }) },
      classNames: present ?? [],
      className: present?.[0],
    };
  };
  const settled = settleAll(
    files.flatMap(({ path: file, present }) => (present === null ? [] : { path: file, byGlob: false })),
    { records, blocked: new Map() },
    root,
    settingsOf,
    () => undefined,
  );
  const outcomes = new Map(settled.map((outcome) => [outcome.plan.path, outcome]));
  return files.map(({ path: file, record, text, missing }) => {
    const outcome = outcomes.get(file) ?? null;
    return { path: file, record, text, missing, outcome: outcome && withMissing(outcome, record, missing) };
  });
}

/** A missing class may have been renamed, so its record is retained. */
function withMissing(outcome: FileOutcome, before: FileRecord, missing: readonly string[]): FileOutcome {
  if (outcome.record === null || missing.length === 0) return outcome;
  const known = new Set(outcome.record.classes.map(({ name }) => name));
  const lost = before.classes.filter(
    ({ name }) => name !== null && missing.includes(name) && !known.has(name),
  );
  return { ...outcome, record: { ...outcome.record, classes: [...outcome.record.classes, ...lost] } };
}

/**
 * Returns the recorded classes that the file still has, and those that it no longer has; null: nothing remains to
 * check.
 */
function classesOf(
  root: string,
  file: string,
  records: Records,
): Pick<InjectedFile, 'text' | 'missing'> & { readonly present: readonly string[] | null } {
  const names = records.get(file)!.classes.flatMap(({ name }) => name ?? []);
  const text = textOnDisk(root)(file);
  if (text === null) return { text, present: null, missing: names };
  const known = classNamesIn({ path: file, text });
  // If the file cannot be parsed, the injection reports it with its position.
  const present = known === null ? names : names.filter((name) => known.includes(name));
  const isGone = names.length > 0 && present.length === 0;
  return {
    text,
    present: isGone ? null : present,
    missing: names.filter((name) => !present.includes(name)),
  };
}

/**
 * Returns a text without anything that formatters change: white space, semicolons, trailing commas, and the kind of
 * quotes.
 */
function withoutLayout(text: string): string {
  return text
    .replaceAll(/[\s;]+/g, '')
    .replaceAll(/,(?=[)\]}])/g, '')
    .replaceAll('"', "'");
}

/** Whether the user changed or deleted any injected piece in a file that still exists. */
export function hasEdits({ record, text }: InjectedFile): boolean {
  if (text === null) return false;
  const plain = withoutLayout(text);
  const insertions = [...record.file, ...record.classes.flatMap((one) => one.insertions)];
  return insertions.some((insertion) =>
    insertion.pieces.some(
      ({ start, end }) => !plain.includes(withoutLayout(insertion.text.slice(start, end))),
    ),
  );
}
