import { applyChanges, broken, firstLostNode, inserting, shifter } from './check/index.ts';
import { labelOf } from './plan/index.ts';
import {
  allInsertions,
  cut,
  declaredNames,
  describeUses,
  locate,
  type Located,
  type LocatedClass,
  type LocatedInsertion,
  type OwnerUse,
  ownerUses,
  type Range,
  rangesOf,
  recognize,
} from './record/index.ts';
import { nameForPeople } from './pieces/index.ts';
import { type OpenFile, openFile, withSubclasses } from './survey/index.ts';
import { positionAt } from './parse/index.ts';
import type {
  InjectionOptions,
  InjectionReason,
  InjectionRecord,
  InjectionResult,
  InjectionSource,
} from './types.ts';

/**
 * Removes an unedited injection. The file is then byte for byte as before, and the user's later edits elsewhere remain.
 * Without a record, the injection is recognized if it is exactly what this version makes. `className` limits the
 * removal to one class; shared pieces are removed with the last class that uses them.
 */
export function removeEventBus(
  source: InjectionSource,
  record: InjectionRecord | null,
  options: InjectionOptions = {},
): InjectionResult {
  const stay = { text: source.text, insertions: [], notes: [] };
  const opened = openFile(source);
  if (!opened.ok) return { ...stay, status: opened.status, reason: opened.reason };
  const { file } = opened;
  const unknown = unknownClass(file, record, options);
  if (unknown !== null) return { ...stay, status: 'refused', reason: unknown };
  const known = record ?? recognize(file, options);
  if (known === null) {
    if (!file.survey.classes.some((place) => place.opensBus))
      return { ...stay, status: 'unchanged', record: null };
    const message =
      'there is no record of this injection, and it differs from the code that this version injects';
    return {
      ...stay,
      status: 'refused',
      reason: { message, remedy: 'remove it by hand', line: 1, column: 1 },
    };
  }
  const located = locate(file, known);
  const going = located.classes.filter(
    (one) => options.className === undefined || one.place?.name === options.className,
  );
  const staying = located.classes.filter((one) => !going.includes(one));
  const isShared = staying.length > 0 || otherClassesUse(file, located);
  const shared = isShared ? [] : located.file;
  const insertions = [...shared, ...going.flatMap((one) => one.insertions)];
  const touched = firstTouched([
    { offset: 0, insertions: shared },
    ...going.map((one) => ({ offset: one.place?.node.start ?? 0, insertions: one.insertions })),
  ]);
  if (touched !== null) {
    const message = `${nameForPeople(touched.name)} was ${touched.state} since it was injected`;
    const first = touched.state === 'edited' ? 'undo the edit' : 'restore it with --restore';
    const remedy = `${first} first, or remove all of it by hand`;
    const place = positionAt(file.text, touched.offset);
    return { ...stay, status: 'refused', reason: { message, remedy, ...place } };
  }
  const ranges = rangesOf(file.text, insertions);
  const everything = rangesOf(file.text, allInsertions(located));
  const uses = usesOf(file, shared, going, everything);
  const [use] = uses;
  if (use !== undefined) {
    const lineOf = (offset: number): number => positionAt(file.text, offset).line;
    const message = `${describeUses(uses, lineOf)}, which is removed with the event bus`;
    const reason = { message, remedy: 'change these lines first', ...positionAt(file.text, use.node.start) };
    return { ...stay, status: 'refused', reason };
  }
  const left = staying.length === 0 ? null : { ...known, classes: staying.map((one) => one.recorded) };
  if (ranges.length === 0)
    return { ...stay, status: 'unchanged', record: insertions.length === 0 ? known : left };
  const after = cut(file.text, ranges);
  const text = file.bom + after;
  const reopened = openFile({ path: source.path, text }, file.mode);
  if (!reopened.ok) return broken(source, text, `without the event bus ${reopened.reason.message}`);
  const lost = lostWithout(file, reopened.file, ranges);
  if (lost !== null) return broken(source, text, lost);
  return {
    ...stay,
    status: 'removed',
    text,
    classes: going.flatMap((one) => (one.place === null ? [] : [labelOf(one.place)])),
    record: left,
  };
}

/** Whether a class that has the event bus but is not in this record uses the pieces at the top of the file. */
function otherClassesUse(file: OpenFile, located: Located): boolean {
  const places = new Set(located.classes.map(({ place }) => place));
  const others = file.survey.classes.filter((place) => place.opensBus && !places.has(place));
  if (others.length === 0) return false;
  const names = new Set(declaredNames(located.file.map(({ recorded }) => recorded.text).join('\n')));
  const declared = { names, members: new Set<string>(), classes: [] };
  return ownerUses(file, declared, []).some(({ node }) =>
    others.some((place) => place.node.start <= node.start && node.end <= place.node.end),
  );
}

/** Returns the uses of the removed names and members in the user's code. */
function usesOf(
  file: OpenFile,
  shared: readonly LocatedInsertion[],
  going: readonly LocatedClass[],
  pieces: readonly Range[],
): readonly OwnerUse[] {
  const text = shared.map(({ recorded }) => recorded.text).join('\n');
  const places = going.flatMap(({ place }) => place ?? []);
  const classes = withSubclasses(places, file.survey);
  const members = going.flatMap(({ insertions }) =>
    insertions.flatMap(({ pieces: own }) =>
      own.flatMap(({ name, span }) =>
        span !== null && /^(?:field|method):/.test(name) ? [name.replace(/^\w+:/, '')] : [],
      ),
    ),
  );
  const declared = {
    names: new Set(declaredNames(text)),
    members: new Set(members),
    classes,
    subclasses: classes.filter((one) => !places.includes(one)),
  };
  return ownerUses(file, declared, pieces);
}

/** Explains why there is nothing to remove from the named class: neither the file nor the record contains it. */
function unknownClass(
  file: OpenFile,
  record: InjectionRecord | null,
  { className }: InjectionOptions,
): InjectionReason | null {
  if (className === undefined) return null;
  const places = file.survey.classes;
  const names = [...places, ...(record?.classes ?? [])].map(({ name }) => name);
  if (names.includes(className)) return null;
  const injected = places.filter((place) => place.opensBus);
  const candidates = [
    ...new Set((injected.length > 0 ? injected : places).flatMap(({ name }) => name ?? [])),
  ];
  const remedy = candidates.length === 0 ? 'name another file' : `name one of: ${candidates.join(', ')}`;
  return { message: `no class is called ${className}`, remedy, candidates, line: 1, column: 1 };
}

/**
 * Returns the invariant that fails after a removal: putting the pieces back must restore the bytes of the file, and the
 * file's own code must retain its meaning.
 */
function lostWithout(file: OpenFile, bare: OpenFile, ranges: readonly Range[]): string | null {
  let removed = 0;
  const insertions = ranges.map((range) => {
    const offset = range.start - removed;
    removed += range.end - range.start;
    return inserting({ offset, text: file.text.slice(range.start, range.end) });
  });
  if (applyChanges(bare.text, insertions) !== file.text) return 'the removed code is not the injected code';
  const lost = firstLostNode(bare, file, shifter(insertions), () => false);
  return lost === null ? null : `the ${lost.type} at offset ${lost.start} would have a different meaning`;
}

/**
 * Returns the first piece that differs from its inserted text. If all pieces of a place were removed, nothing is left
 * to remove.
 */
function firstTouched(
  owners: readonly { readonly offset: number; readonly insertions: readonly LocatedInsertion[] }[],
): { readonly name: string; readonly state: string; readonly offset: number } | null {
  for (const { offset, insertions } of owners) {
    const pieces = insertions.flatMap((one) => one.pieces);
    if (pieces.every(({ state }) => state === 'deleted')) continue;
    const piece = pieces.find(({ state }) => state !== 'as made');
    if (piece !== undefined) return { ...piece, offset: piece.span?.start ?? offset };
  }
  return null;
}
