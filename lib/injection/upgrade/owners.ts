import { busAbove, labelOf } from '../plan/index.ts';
import {
  allInsertions,
  declaredNames,
  type Located,
  type LocatedInsertion,
  type PresentClass,
  type Range,
  recordedAnswers,
  recordedNames,
  hasIdentity,
} from '../record/index.ts';
import {
  type Owner,
  RENDERS_NOTHING,
  piecesOf,
  classPieceRenderer,
  filePieceRenderer,
} from './merge/index.ts';
import type { Opener, OpenFile } from '../survey/index.ts';
import { replan, type Replanned } from './replan.ts';
import { positionAt } from '../parse/index.ts';
import type { InjectionNote, InjectionOptions, InjectionReason, InjectionRecord } from '../types.ts';
import { fileNames } from '../pieces/index.ts';

export type Owners =
  | { readonly ok: false; readonly reason: InjectionReason }
  | {
      readonly ok: true;
      readonly file: Owner;
      /** In the order of the given classes. */
      readonly classes: readonly Owner[];
      readonly notes: readonly InjectionNote[];
      /** The output and record of a first run; null if it cannot be planned. */
      readonly first: { readonly text: string; readonly record: InjectionRecord } | null;
    };

/**
 * Returns the new state of the pieces at the top of the file and in these classes, with the positions for restored
 * pieces. If a base class has gained the bus since, its subclass inherits the bus and its own pieces become obsolete.
 */
export function ownersOf(
  file: OpenFile,
  located: Located,
  classes: readonly PresentClass[],
  ranges: readonly Range[],
  options: InjectionOptions,
  open: Opener,
): Owners {
  const fresh = fileNames(file);
  const ofFile = textOf(located.file);
  const subclasses = classes.filter(({ place }) => busAbove(file, place, options) !== null);
  const makers = classes.filter((one) => !subclasses.includes(one));
  const names = new Map(makers.map((one) => [one, recordedNames(fresh, ofFile, textOf(one.insertions))]));
  const plan = replan(file, makers, ranges, fresh, names, ofFile, options, open);
  const all = allInsertions({ ...located, classes: makers });
  if (!plan.ok && options.restore === true && makers.length > 0 && lacksPiece(all)) return plan;
  const ofClasses = classes.map((one): Owner => {
    const { place, insertions } = one;
    const own = names.get(one);
    return {
      label: labelOf(place),
      offset: place.node.start,
      insertions,
      make: own === undefined ? RENDERS_NOTHING : classPieceRenderer(file, place, insertions, own, options),
      drafts: plan.ok ? (plan.drafts.get(one) ?? []) : [],
    };
  });
  const usesAny = (specifiers: readonly string[]): boolean =>
    specifiers.some((one) => plan.bareNames.includes(one.replace(/^.* as /, '')));
  const ofTop = recordedNames(fresh, ofFile, '');
  const shared = makers.length > 0 || isShared(file, located, subclasses, plan);
  return {
    ok: true,
    first: plan.ok ? plan : null,
    classes: ofClasses,
    file: {
      label: 'the file',
      offset: 0,
      insertions: located.file,
      make: shared
        ? filePieceRenderer(file, located.file, ofTop, formsOf(located), usesAny, options)
        : RENDERS_NOTHING,
      drafts: plan.ok && shared ? plan.fileDrafts : [],
    },
    notes: [
      ...subclasses.flatMap((one) => subclassNote(file, one)),
      ...makers.flatMap((one) => formNote(file, one, options)),
    ],
  };
}

/** Returns the forms of the recorded classes. */
function formsOf({ classes }: Located): { readonly node: boolean; readonly guest: boolean } {
  const guests = new Set(classes.map(({ insertions }) => hasIdentity(piecesOf(insertions))));
  return { node: guests.has(false), guest: guests.has(true) };
}

function textOf(insertions: readonly LocatedInsertion[]): string {
  return insertions.map((one) => one.recorded.text).join('\n');
}

function lacksPiece(insertions: readonly LocatedInsertion[]): boolean {
  return insertions.some(({ pieces }) => pieces.some((piece) => piece.state === 'deleted'));
}

/** Whether code other than the untouched pieces of `going` uses the insertions at the top of the file. */
function isShared(
  file: OpenFile,
  located: Located,
  going: readonly PresentClass[],
  plan: Replanned,
): boolean {
  const places = new Set(going.map(({ place }) => place));
  if (file.survey.classes.some((place) => place.opensBus && !places.has(place))) return true;
  if (allInsertions({ ...located, classes: going }).some(isEdited)) return true;
  return declaredNames(textOf(located.file)).some((name) => plan.bareNames.includes(name));
}

function isEdited({ pieces }: LocatedInsertion): boolean {
  return pieces.some((piece) => piece.state === 'edited');
}

function subclassNote(file: OpenFile, { place }: PresentClass): readonly InjectionNote[] {
  if (!place.opensBus) return [];
  const message = `${labelOf(place)} inherits the event bus from its base class; the injected code is removed where you did not edit it`;
  return [{ message, line: positionAt(file.text, place.node.start).line }];
}

function formNote(
  file: OpenFile,
  { place, insertions }: PresentClass,
  options: InjectionOptions,
): readonly InjectionNote[] {
  if (options.separate !== true || recordedAnswers(piecesOf(insertions)).separate === true) return [];
  const message = `${labelOf(place)} has the event bus in another form; remove it with --remove before you use --separate`;
  return [{ message, line: positionAt(file.text, place.node.start).line }];
}
