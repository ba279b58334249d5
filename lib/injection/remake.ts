import { asRecorded, quoteOf } from './as-recorded.ts';
import { classPieces } from './class-drafts.ts';
import { constantText, GUEST_PARTS, guestText, importText } from './file-drafts.ts';
import { globalAtTop, globalIn } from './globals.ts';
import { lineIndent } from './habits.ts';
import type { LocatedInsertion, LocatedPiece } from './locate.ts';
import type { OpenFile } from './open-file.ts';
import {
  recordedAnswers,
  recordedSettlement,
  textOfPieces,
  toldIdentity,
  type RecordedPieces,
} from './recorded-form.ts';
import { constantNameOf, recordedGlobal, specifiersOf } from './recorded-names.ts';
import { DEFAULT_TEMPLATE_ROOT } from './render.ts';
import type { ClassPlace } from './survey.ts';
import type { InjectionOptions } from './types.ts';
import { identityOf, serviceNameOf, type FileNames } from './view.ts';

/** What this version makes of a piece of an earlier run, in the form that the piece has; null: it makes none. */
export type Remake = (piece: LocatedPiece) => string | null;

/** A piece that nothing is to be made of any more. */
export const MADE_NO_MORE: Remake = () => null;

export function piecesOf(insertions: readonly LocatedInsertion[]): RecordedPieces {
  return new Map(insertions.flatMap((one) => one.pieces.map(({ name, base }) => [name, base] as const)));
}

export function remakeClass(
  file: OpenFile,
  place: ClassPlace,
  insertions: readonly LocatedInsertion[],
  names: FileNames,
  options: InjectionOptions,
): Remake {
  const recorded = piecesOf(insertions);
  const settlement = recordedSettlement(recorded, place.node);
  const before = recordedAnswers(recorded);
  const className = place.name ?? 'node';
  const answers = {
    ...options,
    serviceName: options.serviceName ?? before.serviceName,
    identity: { ...before.identity, ...options.identity },
  };
  const made = classPieces(settlement, {
    text: file.text,
    comments: file.comments,
    habits: file.habits,
    names,
    global: globalIn(place, recordedGlobal(textOfPieces(recorded))),
    templateRoot: options.templateRoot ?? DEFAULT_TEMPLATE_ROOT,
    serviceName: serviceNameOf(className, answers),
    identity: toldIdentity(recorded) ? identityOf(className, answers) : null,
  });
  const codes = new Map([...made.fields, ...made.methods].map(({ name, text }) => [name, text]));
  const { initialize, shutdown } = settlement;
  if (initialize.how === 'extend') codes.set(`call:${initialize.name}`, made.openCall());
  if (shutdown.how === 'extend') codes.set(`call:${shutdown.name}`, made.closeCall());
  return written(file, insertions, ({ name }) => codes.get(name) ?? null);
}

/** @param names asked for every class before, so that they know what must be imported */
export function remakeFile(
  file: OpenFile,
  insertions: readonly LocatedInsertion[],
  names: FileNames,
  needs: { readonly node: boolean; readonly guest: boolean },
  options: InjectionOptions,
): Remake {
  const root = options.templateRoot ?? DEFAULT_TEMPLATE_ROOT;
  const first = insertions.flatMap((one) => one.pieces).find(({ name }) => name === 'import');
  const global = globalAtTop(file.program);
  return written(file, insertions, (piece) => {
    const part = GUEST_PARTS.find((name) => name === piece.name);
    if (part !== undefined) return needs.guest ? guestText(root, part, names, global) : null;
    if (!needs.node) return null;
    if (piece.name === 'import') {
      const more = piece === first ? names.imports() : [];
      return importText(root, [...new Set([...specifiersOf(piece.base), ...more])]);
    }
    if (piece.name !== 'available') return null;
    return constantText(root, { ...names, available: constantNameOf(piece.base) ?? names.available });
  });
}

function written(
  file: OpenFile,
  insertions: readonly LocatedInsertion[],
  code: (piece: LocatedPiece) => string | null,
): Remake {
  const quote = quoteOf(insertions.map((one) => one.recorded.text).join('')) ?? file.habits.quote;
  const habits = { ...file.habits, quote };
  return (piece) => {
    const made = code(piece);
    if (made === null) return null;
    const inner = piece.span === null ? '' : lineIndent(file.text, piece.span.start);
    return asRecorded(made, piece.name, piece.base, { inner, habits });
  };
}
