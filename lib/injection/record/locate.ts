import {
  child,
  children,
  isClass,
  memberName,
  nameOf,
  type Node,
  nodesOf,
  sameTokens,
  shareKept,
  walk,
} from '../parse/index.ts';
import {
  availableConstants,
  BUS_MODULE,
  calleeName,
  type ClassPlace,
  guestDeclarations,
  loaderOf,
  type OpenFile,
  variableCalled,
} from '../survey/index.ts';
import { matchClasses } from './match-classes.ts';
import { statementEnd } from '../pieces/index.ts';
import { constantNameOf, variableNameOf } from './recorded-names.ts';
import type { InjectionRecord, PieceSpan, RecordedClass, RecordedInsertion } from '../types.ts';

/** A piece of an earlier run, located in the file by its content, not by its old position. */
export interface LocatedPiece {
  readonly name: string;
  /** The inserted text. */
  readonly base: string;
  /** Its present text; null if it was removed. */
  readonly current: string | null;
  readonly state: 'as made' | 'edited' | 'deleted';
  /** Its span in the file, including its comment; null if it was removed. */
  readonly span: { readonly start: number; readonly end: number } | null;
}

export interface LocatedInsertion {
  /** As stored in the record. */
  readonly given: RecordedInsertion;
  /** The same with the file's line ends. */
  readonly recorded: RecordedInsertion;
  /** Position of the whole untouched text; null if it was changed. */
  readonly start: number | null;
  readonly pieces: readonly LocatedPiece[];
}

export interface LocatedClass {
  readonly recorded: RecordedClass;
  /** null: the class was removed. */
  readonly place: ClassPlace | null;
  readonly insertions: readonly LocatedInsertion[];
}

/** A recorded class that still exists. */
export type PresentClass = LocatedClass & { readonly place: ClassPlace };

export interface Located {
  readonly file: readonly LocatedInsertion[];
  readonly classes: readonly LocatedClass[];
}

/** Where to search for a piece. */
interface Search {
  readonly file: OpenFile;
  /** null: at the top of the file. */
  readonly place: ClassPlace | null;
  /** Texts of all pieces at the top of the file, so one piece is not mistaken for an edited version of another. */
  readonly tops: readonly string[];
}

export function locate(file: OpenFile, record: InjectionRecord): Located {
  const places = matchClasses(file, record);
  const tops = record.file.flatMap(({ text, pieces }) =>
    pieces.map((one) => text.slice(one.anchor, one.end)),
  );
  return {
    file: record.file.map((insertion) => locateInsertion({ file, place: null, tops }, insertion)),
    classes: record.classes.map((recorded) => {
      const place = places.get(recorded) ?? null;
      return {
        recorded,
        place,
        insertions: recorded.insertions.map((insertion) => locateInsertion({ file, place, tops }, insertion)),
      };
    }),
  };
}

function locateInsertion(search: Search, given: RecordedInsertion): LocatedInsertion {
  // A checkout may have changed all line ends since the last run.
  const converted = given.text.includes('\n') ? withEol(given, search.file.style.eol) : given;
  const candidates = converted.text === given.text ? [given] : [given, converted];
  for (const insertion of given.text === '' ? [] : candidates) {
    const start = wholeStart(search, insertion);
    if (start === null) continue;
    const pieces = insertion.pieces.map((one): LocatedPiece => ({
      name: one.name,
      base: insertion.text.slice(one.start, one.end),
      current: insertion.text.slice(one.start, one.end),
      state: 'as made',
      span: { start: start + one.start, end: start + one.end },
    }));
    return { given, recorded: insertion, start, pieces };
  }
  const [best] = candidates
    .map((recorded) => ({
      given,
      recorded,
      start: null,
      pieces: recorded.pieces.map((piece) => locatePiece(search, piece, recorded)),
    }))
    .toSorted((a, b) => untouched(b.pieces) - untouched(a.pieces));
  return best ?? { given, recorded: given, start: null, pieces: [] };
}

function untouched(pieces: readonly LocatedPiece[]): number {
  return pieces.filter((piece) => piece.state === 'as made').length;
}

/** Returns the position of an insertion's whole unchanged text, or null. */
function wholeStart(search: Search, insertion: RecordedInsertion): number | null {
  const { text } = search.file;
  const nodes = insertion.pieces.map((piece) => pieceNode(search, piece, insertion));
  // A decorator belongs to the piece but precedes its text.
  if (nodes.some((node) => children(node, 'decorators').length > 0)) return null;
  for (const [index, piece] of insertion.pieces.entries()) {
    const start = (nodes[index]?.start ?? -1) - piece.anchor;
    if (start >= 0 && text.slice(start, start + insertion.text.length) === insertion.text) return start;
  }
  return null;
}

function locatePiece(search: Search, piece: PieceSpan, insertion: RecordedInsertion): LocatedPiece {
  const { file } = search;
  const base = insertion.text.slice(piece.start, piece.end);
  const node = pieceNode(search, piece, insertion);
  if (node === null) return { name: piece.name, base, current: null, state: 'deleted', span: null };
  const start = node.start - (piece.anchor - piece.start);
  const end = statementEnd(file.text, node);
  if (start >= 0 && file.text.slice(start, end) === base) {
    return { name: piece.name, base, current: base, state: 'as made', span: { start, end } };
  }
  const span = { start: commentAbove(file, node.start), end };
  const current = file.text.slice(span.start, span.end);
  if (shareKept(base, current) < MIN_KEPT) {
    return { name: piece.name, base, current: null, state: 'deleted', span: null };
  }
  return { name: piece.name, base, current, state: sameTokens(current, base) ? 'as made' : 'edited', span };
}

/** If fewer of the tokens remain, the code with that name is the user's own, not an edited piece. */
const MIN_KEPT = 0.6;

/** Returns the start of a doc comment directly above a node. */
function commentAbove(file: OpenFile, start: number): number {
  const comment = file.comments.findLast((one) => one.end <= start && one.type === 'CommentBlock');
  if (comment === undefined || !comment.value.startsWith('*')) return start;
  return /^[\t ]*(?:\r\n|\n|\r)?[\t ]*$/.test(file.text.slice(comment.end, start)) ? comment.start : start;
}

function pieceNode(
  { file, place, tops }: Search,
  piece: PieceSpan,
  insertion: RecordedInsertion,
): Node | null {
  const [kind = '', name = ''] = piece.name.split(':', 2);
  const exact = insertion.text.slice(piece.anchor, piece.end);
  if (kind === 'import') {
    const imports = children(file.program, 'body').filter(
      (node) => node.type === 'ImportDeclaration' && nameOf(child(node, 'source')) === BUS_MODULE,
    );
    const says = (node: Node): string => file.text.slice(node.start, node.end);
    return (
      imports.find((node) => says(node) === exact) ??
      imports.find((node) => !tops.includes(says(node))) ??
      null
    );
  }
  if (kind === 'available') {
    const constants = availableConstants(file.program, file.text);
    const known = new Set(tops.map(constantNameOf));
    const own = constantNameOf(exact);
    const found = constants.find((one) => one.name === own) ?? constants.find((one) => !known.has(one.name));
    return found?.node ?? null;
  }
  if (kind === 'load') return loaderOf(file.program);
  if (kind === 'loaded' || kind === 'reported') {
    const declared = guestDeclarations(file.program);
    const variable = (kind === 'loaded' ? declared?.available : declared?.reported) ?? variableNameOf(exact);
    return variable === null ? null : variableCalled(file.program, variable);
  }
  if (place === null) return null;
  const members = children(child(place.node, 'body'), 'body').filter(
    (node) => node['static'] !== true && memberName(node, 'key') === name,
  );
  if (kind === 'field') return members.find((node) => node.type.endsWith('Property')) ?? members[0] ?? null;
  const method = members.find((node) => node.type === 'ClassMethod' || node.type === 'ClassProperty') ?? null;
  if (kind === 'method') return method;
  return method === null
    ? null
    : callStatement(method, name === 'shutdown' ? 'closeEventBus' : 'openEventBus', exact, file.text);
}

/**
 * Returns the statement that makes the call. Of the statements around the call, it is the one most similar to the
 * recorded piece, so a `try`, `if`, or block of the user is never part of it.
 */
function callStatement(method: Node, callee: string, exact: string, text: string): Node | null {
  const callable = method.type === 'ClassMethod' ? method : child(method, 'value');
  const body = child(callable, 'body');
  if (body === null) return null;
  const candidates: Node[] = [];
  walk(body, (node, above) => {
    // The calls of a class inside the method belong to its own pieces.
    if (isClass(node)) return false;
    if (!/^(?:Optional)?CallExpression$/.test(node.type) || calleeName(node) !== callee) return true;
    const around = nodesOf(above);
    candidates.push(...around.slice(around.indexOf(body) + 1).filter(({ type }) => isWhole(type)));
    return true;
  });
  // Without a record: the call, including the injected condition around it.
  if (exact === '') {
    return candidates.findLast((one) => isCondition(one) || isLoading(one)) ?? candidates.at(-1) ?? null;
  }
  const likeness = ({ start, end }: Node): number => {
    const code = text.slice(start, end);
    return shareKept(exact, code) + shareKept(code, exact);
  };
  return candidates.toSorted((a, b) => likeness(b) - likeness(a))[0] ?? null;
}

/** `if (EVENT_BUS_AVAILABLE) …`, with nothing else in it. */
function isCondition(node: Node): boolean {
  const inner = child(node, 'consequent');
  const alone = inner?.type !== 'BlockStatement' || children(inner, 'body').length === 1;
  return node.type === 'IfStatement' && child(node, 'test')?.type === 'Identifier' && alone;
}

/** `{ const bus = await loadEventBus(); … }`, with nothing else in it. */
function isLoading(node: Node): boolean {
  const [first, ...others] = node.type === 'BlockStatement' ? children(node, 'body') : [];
  const init = child(children(first ?? null, 'declarations')[0] ?? null, 'init');
  return init?.type === 'AwaitExpression' && others.length === 1;
}

/** Whether a piece can be a statement of this type. */
function isWhole(type: string): boolean {
  return type === 'VariableDeclaration' || type.endsWith('Statement');
}

/** Returns the same insertion with other line ends and adjusted spans. */
export function withEol(insertion: RecordedInsertion, eol: string): RecordedInsertion {
  const convert = (text: string): string => text.replace(/\r\n|\n|\r/g, eol);
  const move = (offset: number): number => convert(insertion.text.slice(0, offset)).length;
  return {
    text: convert(insertion.text),
    pieces: insertion.pieces.map((piece) => ({
      name: piece.name,
      start: move(piece.start),
      anchor: move(piece.anchor),
      end: move(piece.end),
    })),
  };
}
