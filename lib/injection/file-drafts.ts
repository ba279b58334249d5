import { draft, type Draft, type Part } from './draft.ts';
import { blankAbove, eolAt, type Habits } from './habits.ts';
import { child, nameOf, type Comment, type Node } from './node.ts';
import {
  belowHeader,
  leadingImports,
  restOfLine,
  statementEnd,
  wouldContinue,
  type Place,
} from './places.ts';
import { inHabits, renderPartial } from './render.ts';
import type { FileNames } from './view.ts';

export interface FileContext {
  readonly text: string;
  readonly program: Node;
  readonly comments: readonly Comment[];
  readonly habits: Habits;
  readonly names: FileNames;
  readonly templateRoot: string;
  /** Offset of the first class that is injected; what goes in stands above it. */
  readonly above: number;
}

export function importText(templateRoot: string, specifiers: readonly string[]): string {
  return renderPartial(templateRoot, 'typescript/import', { specifiers });
}

export function constantText(templateRoot: string, names: FileNames): string {
  const format = names.module === 'commonjs' ? 'commonjs' : 'esm';
  return renderPartial(templateRoot, `${names.dialect}/available.${format}`, { available: names.available });
}

/** What goes in at the top of the file: the types' import among the imports, the constant below them. */
export function fileDrafts(context: FileContext): readonly Draft[] {
  const { text, names, comments, program } = context;
  const specifiers = names.imports();
  const imported = (eol: string): Part => ({
    name: 'import',
    text: inHabits(importText(context.templateRoot, specifiers), '', eol, context.habits),
  });

  const imports = leadingImports(program, context.above);
  const last = imports.at(-1);
  const ofRuntime = imports.findLast((node) =>
    /^onex-runtime(\/|$)/.test(nameOf(child(node, 'source')) ?? ''),
  );
  const wantsImport = specifiers.length > 0;
  const wantsConstant = !names.availablePresent;
  if (!wantsImport && !wantsConstant) return [];

  if (last === undefined) {
    const place = belowHeader(text, program, comments);
    const eol = eolAt(text, place.offset, context.habits);
    const parts: Part[] = [];
    if (!place.atLineStart || hasCodeAbove(text, place.offset)) parts.push(eol);
    if (wantsImport) parts.push(imported(eol), eol);
    if (wantsImport && wantsConstant) parts.push(eol);
    if (wantsConstant) parts.push(constantPart(context, place, eol), eol);
    parts.push(eol);
    return [draft(place.offset, parts)];
  }

  const importPlace = restOfLine(text, statementEnd(text, ofRuntime ?? last), comments);
  const constantPlace = restOfLine(text, statementEnd(text, last), comments);
  const importEol = eolAt(text, importPlace.offset, context.habits);
  const constantEol = eolAt(text, constantPlace.offset, context.habits);
  const importParts: Part[] = [];
  if (wantsImport) {
    const piece = imported(importEol);
    importParts.push(...(importPlace.atLineStart ? [piece, importEol] : [importEol, piece]));
  }
  const constantParts: Part[] = [];
  if (wantsConstant) {
    const piece = constantPart(context, constantPlace, constantEol);
    const open = constantPlace.atLineStart ? [constantEol] : [constantEol, constantEol];
    // Whatever stood below the imports keeps a blank line above it, its own or a new one.
    const parted = /^[\t ]*(\r\n|\n|\r|$)/.test(text.slice(constantPlace.offset, constantPlace.offset + 400));
    constantParts.push(...open, piece, constantEol, ...(parted ? [] : [constantEol]));
  }
  if (importPlace.offset === constantPlace.offset) {
    return [draft(importPlace.offset, [...importParts, ...constantParts])];
  }
  return [
    ...(importParts.length > 0 ? [draft(importPlace.offset, importParts)] : []),
    ...(constantParts.length > 0 ? [draft(constantPlace.offset, constantParts)] : []),
  ];
}

function constantPart(context: FileContext, place: Place, eol: string): Part {
  const { names, habits, templateRoot, text, comments } = context;
  const piece = inHabits(constantText(templateRoot, names), '', eol, habits);
  const hazard = !piece.endsWith(';') && wouldContinue(text, place.offset, comments);
  return { name: 'available', text: hazard ? `${piece};` : piece };
}

/** Whether the line above `offset` holds something; then a blank line goes between. */
function hasCodeAbove(text: string, offset: number): boolean {
  return text.slice(0, offset).trim() !== '' && blankAbove(text, offset) === 0;
}
