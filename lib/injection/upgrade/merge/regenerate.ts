import { inRecordedStyle, quoteOf } from './recorded-style.ts';
import {
  classPieces,
  constantText,
  DEFAULT_TEMPLATE_ROOT,
  type FileNames,
  GUEST_PARTS,
  guestText,
  identityOf,
  importText,
  serviceNameOf,
} from '../../pieces/index.ts';
import { type ClassPlace, globalAtTop, globalIn, lineIndent, type OpenFile } from '../../survey/index.ts';
import {
  constantNameOf,
  type LocatedInsertion,
  type LocatedPiece,
  recordedAnswers,
  recordedGlobal,
  type RecordedPieces,
  recordedSettlement,
  specifiersOf,
  textOfPieces,
  hasIdentity,
} from '../../record/index.ts';
import type { InjectionOptions } from '../../types.ts';

/**
 * Renders this version of an earlier run's piece in that piece's form; returns null if this version has no such piece.
 */
export type PieceRenderer = (piece: LocatedPiece) => string | null;

/** Renders nothing: the piece is obsolete. */
export const RENDERS_NOTHING: PieceRenderer = () => null;

export function piecesOf(insertions: readonly LocatedInsertion[]): RecordedPieces {
  return new Map(insertions.flatMap((one) => one.pieces.map(({ name, base }) => [name, base] as const)));
}

export function classPieceRenderer(
  file: OpenFile,
  place: ClassPlace,
  insertions: readonly LocatedInsertion[],
  names: FileNames,
  options: InjectionOptions,
): PieceRenderer {
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
    style: file.style,
    names,
    global: globalIn(place, recordedGlobal(textOfPieces(recorded))),
    templateRoot: options.templateRoot ?? DEFAULT_TEMPLATE_ROOT,
    serviceName: serviceNameOf(className, answers),
    identity: hasIdentity(recorded) ? identityOf(className, answers) : null,
  });
  const codes = new Map([...made.fields, ...made.methods].map(({ name, text }) => [name, text]));
  const { initialize, shutdown } = settlement;
  if (initialize.how === 'extend') codes.set(`call:${initialize.name}`, made.openCall());
  if (shutdown.how === 'extend') codes.set(`call:${shutdown.name}`, made.closeCall());
  return written(file, insertions, ({ name }) => codes.get(name) ?? null);
}

/** @param names Must have been asked for every class before, so the needed imports are known. */
export function filePieceRenderer(
  file: OpenFile,
  insertions: readonly LocatedInsertion[],
  names: FileNames,
  needs: { readonly node: boolean; readonly guest: boolean },
  usesAny: (specifiers: readonly string[]) => boolean,
  options: InjectionOptions,
): PieceRenderer {
  const root = options.templateRoot ?? DEFAULT_TEMPLATE_ROOT;
  const first = insertions.flatMap((one) => one.pieces).find(({ name }) => name === 'import');
  const global = globalAtTop(file.program);
  return written(file, insertions, (piece) => {
    const part = GUEST_PARTS.find((name) => name === piece.name);
    if (part !== undefined) return needs.guest ? guestText(root, part, names, global) : null;
    // A type that the user's code uses is still imported.
    if (!needs.node) return piece.name === 'import' && usesAny(specifiersOf(piece.base)) ? piece.base : null;
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
): PieceRenderer {
  const quote = quoteOf(insertions.map((one) => one.recorded.text).join('')) ?? file.style.quote;
  const style = { ...file.style, quote };
  return (piece) => {
    const made = code(piece);
    if (made === null) return null;
    const inner = piece.span === null ? '' : lineIndent(file.text, piece.span.start);
    // A formatter may have changed the style since. A piece that the user edited is compared in the old style.
    const shown = piece.state === 'as made' ? (piece.current ?? piece.base) : piece.base;
    return inRecordedStyle(made, piece.name, shown, { inner, style });
  };
}
