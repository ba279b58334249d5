import { labelOf } from './choose.ts';
import { broken } from './broken.ts';
import { failedInvariant } from './invariants.ts';
import { inserting } from './change.ts';
import { splice } from './draft.ts';
import { locate, type Located } from './locate.ts';
import { mergeOwner, type Change, type Owner } from './merge-pieces.ts';
import type { OpenFile, Opener } from './open-file.ts';
import { draftsOf, planInsertions, recordOf, type Plan } from './plan.ts';
import { positionAt } from './position.ts';
import { nameForPeople } from './piece-names.ts';
import { allInsertions, cut, rangesOf, type Range } from './strip.ts';
import { toldBy } from './told.ts';
import type { ClassPlace } from './survey.ts';
import type {
  InjectionNote,
  InjectionOptions,
  InjectionRecord,
  InjectionResult,
  InjectionSource,
  RecordedInsertion,
} from './types.ts';

export type Refreshed =
  | { readonly ok: false; readonly result: InjectionResult }
  | {
      readonly ok: true;
      readonly text: string;
      readonly record: InjectionRecord;
      readonly notes: readonly InjectionNote[];
      /** The classes that were dealt with here. */
      readonly settled: ReadonlySet<ClassPlace>;
    };

/**
 * Brings what an earlier run put in to what this version would put in: a three-way merge of the pieces. Base is the
 * record, ours the file, theirs a new plan for the file without the pieces. What the owner edited stays edited, what
 * the owner deleted stays deleted (`restore` puts it back), both are noted.
 */
export function refresh(
  source: InjectionSource,
  file: OpenFile,
  record: InjectionRecord,
  chosen: readonly ClassPlace[],
  options: InjectionOptions,
  open: Opener,
): Refreshed {
  const located = locate(file, record);
  const classes = located.classes.filter((one) => one.place !== null && chosen.includes(one.place));
  const settled = new Set(classes.flatMap((one) => one.place ?? []));
  if (classes.length === 0) return { ok: true, text: source.text, record, notes: [], settled };

  // Every recorded piece is cut out, those of classes not chosen, too: they share the top of the file.
  const insertions = allInsertions(located);
  const ranges = rangesOf(file.text, insertions);
  const bare = open(file.bom + cut(file.text, ranges));
  if (!bare.ok) return { ok: false, result: broken(source, source.text, bare.reason.message) };
  const present = located.classes.filter((one) => one.place !== null);
  const places = present.flatMap((one) => {
    const index = one.place === null ? -1 : file.survey.classes.indexOf(one.place);
    return bare.file.survey.classes[index] ?? [];
  });
  const plan = planInsertions(bare.file, places, options, (index) =>
    toldBy(present[index]?.recorded.insertions.map((one) => one.text).join('\n') ?? ''),
  );
  if (!plan.ok) {
    return {
      ok: false,
      result: { status: 'refused', text: source.text, insertions: [], notes: [], reason: plan.reason },
    };
  }
  if (insertions.every((one) => one.start !== null))
    return replaceWhole(source, bare.file, plan, settled, open);
  return mergePieces(source, file, located, plan, ranges, settled, options, open);
}

/** Nothing was touched: the old pieces go out whole and the new ones in. */
function replaceWhole(
  source: InjectionSource,
  bare: OpenFile,
  plan: Plan,
  settled: ReadonlySet<ClassPlace>,
  open: Opener,
): Refreshed {
  const drafts = draftsOf(plan);
  const after = splice(bare.text, drafts);
  const text = bare.bom + after;
  const failed = text === source.text ? null : failedInvariant(bare, after, drafts.map(inserting), open);
  if (failed !== null) return { ok: false, result: broken(source, text, failed) };
  return { ok: true, text, record: recordOf(plan), notes: [], settled };
}

function mergePieces(
  source: InjectionSource,
  file: OpenFile,
  located: Located,
  plan: Plan,
  ranges: readonly Range[],
  settled: ReadonlySet<ClassPlace>,
  options: InjectionOptions,
  open: Opener,
): Refreshed {
  const present = located.classes.filter((one) => one.place !== null);
  const owners: Owner[] = [
    { label: 'the file', insertions: located.file, drafts: plan.fileDrafts },
    ...present.map((one, index) => ({
      label: one.place === null ? '' : labelOf(one.place),
      insertions: one.insertions,
      drafts: plan.classes[index]?.drafts ?? [],
    })),
  ];
  const changes: Change[] = [];
  const notes: InjectionNote[] = [];
  const records: RecordedInsertion[][] = [];
  for (const owner of owners) {
    const merged = mergeOwner(file, owner, ranges, options);
    if (!merged.ok) {
      const { piece, offset } = merged;
      const reason = {
        message: `${nameForPeople(piece)} of ${owner.label} was edited here and changed in this version, too`,
        remedy: 'choose with --on-conflict ours or --on-conflict theirs',
        conflict: true,
        ...positionAt(file.text, offset),
      };
      return { ok: false, result: { status: 'refused', text: source.text, insertions: [], notes, reason } };
    }
    changes.push(...merged.changes);
    notes.push(...merged.notes);
    records.push(merged.record);
  }
  let after = '';
  let at = 0;
  for (const change of changes.toSorted((a, b) => a.start - b.start)) {
    after += file.text.slice(at, change.start) + change.text;
    at = change.end;
  }
  after += file.text.slice(at);
  const [fileRecord = [], ...classRecords] = records;
  const next: InjectionRecord = {
    version: 1,
    file: fileRecord,
    classes: present.map((one, index) => ({
      name: one.place?.name ?? one.recorded.name,
      insertions: classRecords[index] ?? [],
    })),
  };
  const text = file.bom + after;
  const failed = after === file.text ? null : unsound(file, located, text, next, open);
  if (failed !== null) return { ok: false, result: broken(source, text, failed) };
  return { ok: true, text, record: next, notes, settled };
}

/** Outside the pieces not a line may differ, and the file must parse with its comments. */
function unsound(
  before: OpenFile,
  located: Located,
  after: string,
  record: InjectionRecord,
  open: Opener,
): string | null {
  const opened = open(after);
  if (!opened.ok) return opened.reason.message;
  if (opened.file.faults.length > before.faults.length) return 'a new fault';
  const own = (file: OpenFile, found: Located): string =>
    cut(file.text, rangesOf(file.text, allInsertions(found)))
      .split(/\r\n|\n|\r/)
      .filter((line) => line.trim() !== '')
      .join('\n');
  return own(before, located) === own(opened.file, locate(opened.file, record))
    ? null
    : 'a line that is the owner’s would change';
}
