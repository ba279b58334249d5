import type { Change } from '../../check/index.ts';
import { positionAt } from '../../parse/index.ts';
import { type OpenFile, withSubclasses } from '../../survey/index.ts';
import { nameForPeople } from '../../pieces/index.ts';
import {
  allInsertions,
  describeUses,
  hasIdentity,
  type Located,
  type LocatedClass,
  ownerUses,
  type Range,
} from '../../record/index.ts';
import type { InjectionNote, InjectionReason } from '../../types.ts';
import { earlyReads } from './early-reads.ts';
import { convertUses } from './convert-uses.ts';
import { piecesOf } from '../merge/index.ts';

export type Former =
  | { readonly ok: true; readonly changes: readonly Change[]; readonly notes: readonly InjectionNote[] }
  | { readonly ok: false; readonly reason: InjectionReason };

const STEP = /^(?:available$|method:|call:)/;

/** Whether a guest class has the first design: fields, and a constant from a resolver. */
export function isFormerGuest({ insertions }: LocatedClass): boolean {
  const pieces = piecesOf(insertions);
  if (!hasIdentity(pieces)) return false;
  return [...pieces].some(
    ([name, text]) =>
      name.startsWith('field:') || /\{ openEventBus \} = await|^if \(\w+\) await \(await/.test(text),
  );
}

/**
 * Returns the changes in the user's code that convert the first design to the second: uses of its fields become uses of
 * `eventBusOf(this)`. Refuses if an edit or a use prevents this, because a partial conversion would silently not
 * publish.
 */
export function convertFormer(file: OpenFile, located: Located, ranges: readonly Range[]): Former {
  const lineOf = (offset: number): number => positionAt(file.text, offset).line;
  const former = located.classes.filter(isFormerGuest);
  const edited = allInsertions({ ...located, classes: former })
    .flatMap(({ pieces }) => pieces)
    .find(({ name, state }) => state === 'edited' && STEP.test(name));
  if (edited !== undefined) {
    return refuse(
      file,
      edited.span?.start ?? 0,
      `${nameForPeople(edited.name)} was edited, so the event bus in this file is not upgraded to the current form`,
      'undo the edit, or remove the event bus by hand and run onex event-bus again',
    );
  }
  const members = new Set(
    former.flatMap(({ insertions: own }) =>
      own.flatMap(({ pieces }) =>
        pieces.flatMap(({ name, state }) =>
          isLost(name) && state === 'as made' ? [name.replace(/^.*:/, '')] : [],
        ),
      ),
    ),
  );
  const places = former.flatMap(({ place }) => place ?? []);
  const classes = withSubclasses(places, file.survey);
  const uses = ownerUses(file, { names: new Set(), members, classes }, ranges);
  const conversion = convertUses(file, uses, ranges);
  if (!conversion.ok) {
    return refuse(
      file,
      conversion.uses[0]?.node.start ?? 0,
      `${describeUses(conversion.uses, lineOf)}, which the event bus no longer has`,
      'use eventBusOf(this) of onex-runtime/event-bus there; until then the file is not changed',
    );
  }
  return { ok: true, changes: conversion.changes, notes: earlyReads(file, located, ranges) };
}

/** A field or method that only runtime nodes still have. */
function isLost(piece: string): boolean {
  return piece.startsWith('field:') || piece === 'method:publishIntrospectionEvent';
}

function refuse(file: OpenFile, offset: number, message: string, remedy: string): Former {
  return { ok: false, reason: { message, remedy, conflict: true, ...positionAt(file.text, offset) } };
}
