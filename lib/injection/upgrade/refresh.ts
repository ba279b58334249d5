import { applyChanges, broken, type Change, failedInvariant } from '../check/index.ts';
import {
  allInsertions,
  locate,
  type LocatedInsertion,
  type PresentClass,
  rangesOf,
} from '../record/index.ts';
import { convertFormer, isFormerGuest, earlyReads } from './former/index.ts';
import { mergeOwner } from './merge/index.ts';
import type { ClassPlace, Opener, OpenFile } from '../survey/index.ts';
import { ownersOf } from './owners.ts';
import { labelOf } from '../plan/index.ts';
import { nameForPeople } from '../pieces/index.ts';
import { positionAt } from '../parse/index.ts';
import type {
  InjectionNote,
  InjectionOptions,
  InjectionReason,
  InjectionRecord,
  InjectionResult,
  InjectionSource,
  RecordedInsertion,
} from '../types.ts';

export type Refreshed =
  | { readonly ok: false; readonly result: InjectionResult }
  | {
      readonly ok: true;
      readonly text: string;
      readonly record: InjectionRecord;
      readonly notes: readonly InjectionNote[];
      /** The classes that were processed here. */
      readonly settled: ReadonlySet<ClassPlace>;
    };

/**
 * Updates the code that an earlier run injected to this version by a three-way merge of the pieces: base is the record,
 * ours is the file, and theirs is each piece rendered in the recorded form. Each piece is replaced at its present
 * position. A piece whose text would not change stays untouched. The user's edits and deletions remain (`restore`
 * inserts deleted pieces again), and both are noted.
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
  const present = located.classes.filter((one): one is PresentClass => one.place !== null);
  // The classes of a file share its top, so an earlier design is replaced in all of them.
  const former = present.some(isFormerGuest);
  const classes = present.filter(({ place }) => former || chosen.includes(place));
  const settled = new Set(classes.map(({ place }) => place));
  if (classes.length === 0) return { ok: true, text: source.text, record, notes: [], settled };
  const refuse = (reason: InjectionReason): Refreshed => ({
    ok: false,
    result: { status: 'refused', text: source.text, insertions: [], notes: [], reason },
  });

  const ranges = rangesOf(file.text, allInsertions(located));
  const owners = ownersOf(file, located, classes, ranges, options, open);
  if (!owners.ok) return refuse(owners.reason);
  const converted = former
    ? convertFormer(file, located, ranges)
    : { ok: true as const, changes: [], notes: earlyReads(file, located, ranges) };
  if (!converted.ok) return refuse(converted.reason);
  const all = allInsertions({ ...located, classes });
  if (options.restore !== true && all.every(isGone))
    return { ok: true, text: source.text, record, notes: undone(file, classes), settled };
  const changes: Change[] = [...converted.changes];
  const notes: InjectionNote[] = [...owners.notes, ...converted.notes];
  const records: (readonly RecordedInsertion[])[] = [];
  for (const owner of [owners.file, ...owners.classes]) {
    const merged = mergeOwner(file, owner, ranges, options);
    if (!merged.ok) {
      return refuse({
        message: `${nameForPeople(merged.piece)} of ${owner.label} was edited here and also changed in this version`,
        remedy: 'choose with --on-conflict ours or --on-conflict theirs',
        conflict: true,
        ...positionAt(file.text, merged.offset),
      });
    }
    changes.push(...merged.changes);
    notes.push(...merged.notes);
    records.push(merged.record);
  }
  const inOrder = changes.toSorted((a, b) => a.start - b.start);
  const after = applyChanges(file.text, inOrder);
  const failed = after === file.text ? null : failedInvariant(file, after, inOrder, open);
  if (failed !== null) return { ok: false, result: broken(source, file.bom + after, failed) };
  const [ofFile = [], ...ofClasses] = records;
  const next: InjectionRecord = {
    version: 1,
    file: ofFile,
    classes: located.classes.flatMap((one) => {
      if (one.place === null) return [];
      const insertions =
        ofClasses[classes.findIndex(({ place }) => place === one.place)] ?? one.recorded.insertions;
      return insertions.length === 0 ? [] : [{ name: one.place.name ?? one.recorded.name, insertions }];
    }),
  };
  const text = file.bom + after;
  // If the text equals that of a first run, the record of the first run makes a removal exact.
  const whole = former && owners.first?.text === after ? owners.first.record : null;
  return { ok: true, text, record: whole ?? next, notes, settled };
}

function isGone({ pieces }: LocatedInsertion): boolean {
  return pieces.every(({ state }) => state === 'deleted');
}

/** Returns the notes for an injection that the user or version control undid as a whole. */
function undone(file: OpenFile, classes: readonly PresentClass[]): readonly InjectionNote[] {
  return classes.map(({ place }) => ({
    message: `the event bus of ${labelOf(place)} was removed, and is not added again; --restore adds it`,
    line: positionAt(file.text, place.node.start).line,
  }));
}
