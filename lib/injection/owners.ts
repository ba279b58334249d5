import { labelOf } from './choose.ts';
import { busAbove } from './subclasses.ts';
import type { Located, LocatedInsertion, PresentClass } from './locate.ts';
import type { Owner } from './merge-pieces.ts';
import type { OpenFile, Opener } from './open-file.ts';
import { planAgain, type Replanned } from './plan-again.ts';
import { positionAt } from './position.ts';
import { recordedAnswers, toldIdentity } from './recorded-form.ts';
import { declaredNames, recordedNames } from './recorded-names.ts';
import { MADE_NO_MORE, piecesOf, remakeClass, remakeFile } from './remake.ts';
import { allInsertions, type Range } from './strip.ts';
import type { InjectionNote, InjectionOptions, InjectionReason } from './types.ts';
import { fileNames } from './view.ts';

export type Owners =
  | { readonly ok: false; readonly reason: InjectionReason }
  | {
      readonly ok: true;
      readonly file: Owner;
      /** In the order of the classes given. */
      readonly classes: readonly Owner[];
      readonly notes: readonly InjectionNote[];
    };

/**
 * What becomes of the pieces at the top of the file and in these classes, with the places for those that go in anew. A
 * class whose base class has got the bus since inherits it from there: nothing is made of its pieces any more.
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
  const heirs = classes.filter(({ place }) => busAbove(file, place, options) !== null);
  const makers = classes.filter((one) => !heirs.includes(one));
  const names = new Map(makers.map((one) => [one, recordedNames(fresh, ofFile, textOf(one.insertions))]));
  const plan = planAgain(file, makers, ranges, fresh, names, ofFile, options, open);
  const all = [...located.file, ...makers.flatMap((one) => one.insertions)];
  if (!plan.ok && options.restore === true && makers.length > 0 && lacksPiece(all)) return plan;
  const ofClasses = classes.map((one): Owner => {
    const { place, insertions } = one;
    const own = names.get(one);
    return {
      label: labelOf(place),
      offset: place.node.start,
      insertions,
      remake: own === undefined ? MADE_NO_MORE : remakeClass(file, place, insertions, own, options),
      drafts: plan.ok ? (plan.drafts.get(one) ?? []) : [],
    };
  });
  const ofTop = recordedNames(fresh, ofFile, '');
  const shared = makers.length > 0 || isShared(file, located, heirs, plan);
  return {
    ok: true,
    classes: ofClasses,
    file: {
      label: 'the file',
      offset: 0,
      insertions: located.file,
      remake: shared ? remakeFile(file, located.file, ofTop, formsOf(located), options) : MADE_NO_MORE,
      drafts: plan.ok && shared ? plan.fileDrafts : [],
    },
    notes: [
      ...heirs.flatMap((one) => heirNote(file, one)),
      ...makers.flatMap((one) => formNote(file, one, options)),
    ],
  };
}

/** Which forms the recorded classes have. */
function formsOf({ classes }: Located): { readonly node: boolean; readonly guest: boolean } {
  const guests = new Set(classes.map(({ insertions }) => toldIdentity(piecesOf(insertions))));
  return { node: guests.has(false), guest: guests.has(true) };
}

function textOf(insertions: readonly LocatedInsertion[]): string {
  return insertions.map((one) => one.recorded.text).join('\n');
}

function lacksPiece(insertions: readonly LocatedInsertion[]): boolean {
  return insertions.some(({ pieces }) => pieces.some((piece) => piece.state === 'deleted'));
}

/** Whether anything but the untouched pieces of `going` uses what went in at the top of the file. */
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

function heirNote(file: OpenFile, { place }: PresentClass): readonly InjectionNote[] {
  if (!place.opensBus) return [];
  const message = `${labelOf(place)} inherits the event bus from its base class; what went into it is taken out where it is untouched`;
  return [{ message, line: positionAt(file.text, place.node.start).line }];
}

function formNote(
  file: OpenFile,
  { place, insertions }: PresentClass,
  options: InjectionOptions,
): readonly InjectionNote[] {
  if (options.separate !== true || recordedAnswers(piecesOf(insertions)).separate === true) return [];
  const message = `${labelOf(place)} keeps the form in which the bus went in; take it out with --remove before --separate`;
  return [{ message, line: positionAt(file.text, place.node.start).line }];
}
