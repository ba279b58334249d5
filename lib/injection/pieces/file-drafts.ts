import { draft, type Draft, type Part } from './draft.ts';
import { blankAbove, eolAt, type CodeStyle } from '../survey/index.ts';
import { child, type Comment, nameOf, type Node } from '../parse/index.ts';
import {
  belowHeader,
  leadingImports,
  restOfLine,
  statementEnd,
  wouldContinue,
  type Place,
} from './places.ts';
import { inStyle, renderPartial } from './render.ts';
import type { FileNames } from './view.ts';

export interface FileContext {
  readonly text: string;
  readonly program: Node;
  readonly comments: readonly Comment[];
  readonly style: CodeStyle;
  readonly names: FileNames;
  readonly templateRoot: string;
  /** The forms of the classes that get the event bus. */
  readonly needs: { readonly node: boolean; readonly guest: boolean };
  /** Returns how code at the top of the file refers to a global. */
  readonly global: (name: string) => string;
  /** Offset of the first injected class; the pieces are inserted above it. */
  readonly above: number;
}

export function importText(templateRoot: string, specifiers: readonly string[]): string {
  return renderPartial(templateRoot, 'node/typescript/import', { specifiers });
}

export function constantText(templateRoot: string, names: FileNames): string {
  return renderPartial(templateRoot, `node/${names.dialect}/available`, { available: names.available });
}

/** The parts of the module-level piece for guest classes, in order. */
export const GUEST_PARTS = ['loaded', 'reported', 'load'] as const;

export function guestText(
  templateRoot: string,
  part: (typeof GUEST_PARTS)[number],
  names: FileNames,
  global: (name: string) => string,
): string {
  return renderPartial(templateRoot, `guest/${part}`, { guest: names.guest, global });
}

/** Returns the pieces at the top of the file: the type import among the imports, and the declarations below them. */
export function fileDrafts(context: FileContext): readonly Draft[] {
  const { text, names, comments, program, needs } = context;
  const specifiers = needs.node ? names.imports() : [];
  const imported = (eol: string): Part => ({
    name: 'import',
    text: inStyle(importText(context.templateRoot, specifiers), '', eol, context.style),
  });

  const imports = leadingImports(program, context.above);
  const last = imports.at(-1);
  const ofRuntime = imports.findLast((node) =>
    /^onex-runtime(\/|$)/.test(nameOf(child(node, 'source')) ?? ''),
  );
  const wantsImport = specifiers.length > 0;
  const wantsDeclarations = (needs.node && !names.availablePresent) || (needs.guest && !names.guest.present);
  if (!wantsImport && !wantsDeclarations) return [];

  if (last === undefined) {
    const place = belowHeader(text, program, comments);
    const eol = eolAt(text, place.offset, context.style);
    const parts: Part[] = [];
    if (!place.atLineStart || hasCodeAbove(text, place.offset)) parts.push(eol);
    if (wantsImport) parts.push(imported(eol), eol);
    if (wantsImport && wantsDeclarations) parts.push(eol);
    if (wantsDeclarations) parts.push(...declarations(context, place, eol), eol);
    parts.push(eol);
    return [draft(place.offset, parts)];
  }

  const importPlace = restOfLine(text, statementEnd(text, ofRuntime ?? last), comments);
  const declarationPlace = restOfLine(text, statementEnd(text, last), comments);
  const importEol = eolAt(text, importPlace.offset, context.style);
  const eol = eolAt(text, declarationPlace.offset, context.style);
  const importParts: Part[] = [];
  if (wantsImport) {
    const piece = imported(importEol);
    importParts.push(...(importPlace.atLineStart ? [piece, importEol] : [importEol, piece]));
  }
  const declarationParts: Part[] = [];
  if (wantsDeclarations) {
    const open = declarationPlace.atLineStart ? [eol] : [eol, eol];
    // The code after the imports gets a blank line above it or retains its own.
    const { offset } = declarationPlace;
    const parted = /^[\t ]*(\r\n|\n|\r|$)/.test(text.slice(offset, offset + 400));
    const written = declarations(context, declarationPlace, eol);
    declarationParts.push(...open, ...written, eol, ...(parted ? [] : [eol]));
  }
  if (importPlace.offset === declarationPlace.offset) {
    return [draft(importPlace.offset, [...importParts, ...declarationParts])];
  }
  return [
    ...(importParts.length > 0 ? [draft(importPlace.offset, importParts)] : []),
    ...(declarationParts.length > 0 ? [draft(declarationPlace.offset, declarationParts)] : []),
  ];
}

/**
 * Returns the declarations at the top of the file, with blank lines between them and no line end after the last one.
 */
function declarations(context: FileContext, place: Place, eol: string): readonly Part[] {
  const { names, needs, style, templateRoot, text, comments, global } = context;
  const pieces: { name: string; text: string }[] = [];
  if (needs.node && !names.availablePresent) {
    pieces.push({ name: 'available', text: constantText(templateRoot, names) });
  }
  if (needs.guest && !names.guest.present) {
    for (const part of GUEST_PARTS) {
      pieces.push({ name: part, text: guestText(templateRoot, part, names, global) });
    }
  }
  return pieces.flatMap((piece, index): readonly Part[] => {
    const written = inStyle(piece.text, '', eol, style);
    const isLast = index === pieces.length - 1;
    const hazard =
      isLast &&
      piece.name === 'available' &&
      !written.endsWith(';') &&
      wouldContinue(text, place.offset, comments);
    const part = { name: piece.name, text: hazard ? `${written};` : written };
    return isLast ? [part] : [part, eol, eol];
  });
}

/** Whether the line above `offset` contains anything; if so, a blank line separates them. */
function hasCodeAbove(text: string, offset: number): boolean {
  return text.slice(0, offset).trim() !== '' && blankAbove(text, offset) === 0;
}
