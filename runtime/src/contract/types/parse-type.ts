import type { FieldType } from '../model.ts';
import { GENERICS, SIMPLE } from './names.ts';
import { expectMark, offset, takeMark, type Cursor } from './cursor.ts';
import { annotated, called, CALLED } from './metadata.ts';
import { NotationError, tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';
import { union } from './union.ts';

export const MAX_NOTATION_LENGTH = 2000;
const MAX_DEPTH = 16;
const MAX_ITEMS = 200;

/**
 * Parses a type in Python's notation: names, `list[T]`, `dict[K, V]`, `tuple[T, ...]`, `Optional[T]`, `Union[A, B]`,
 * `A | B`, `Literal["a", 1]`, `Annotated[T, …]`, a forward reference in quotes. A name that is none of Python's own
 * is a `named` model (its last dotted part). Throws NotationError. Length, depth and items are bounded.
 */
export function parseType(text: string): FieldType {
  return parseNotation(text).type;
}

/** A type, and what stands in its notation and is not read. Throws as `parseType` does. */
export function parseNotation(text: string): {
  readonly type: FieldType;
  readonly unread: readonly string[];
} {
  if (text.length > MAX_NOTATION_LENGTH) {
    throw new NotationError(`longer than ${MAX_NOTATION_LENGTH} characters`, MAX_NOTATION_LENGTH);
  }
  const cursor: Cursor = { tokens: tokenize(text), end: text.length, index: 0, unread: [] };
  const type = parseUnion(cursor, 0);
  const rest = cursor.tokens[cursor.index];
  if (rest !== undefined) throw new NotationError('unexpected text after the type', rest.offset);
  return { type, unread: cursor.unread };
}

function parseUnion(cursor: Cursor, depth: number): FieldType {
  const members = [parseSingle(cursor, depth)];
  while (takeMark(cursor, '|')) members.push(parseSingle(cursor, depth));
  return union(members);
}

function parseSingle(cursor: Cursor, depth: number): FieldType {
  if (depth > MAX_DEPTH) throw new NotationError(`nested more than ${MAX_DEPTH} levels deep`, offset(cursor));
  const token = cursor.tokens[cursor.index];
  if (token === undefined) throw new NotationError('a type is missing at the end', cursor.end);
  if (takeMark(cursor, '(')) {
    const inner = parseUnion(cursor, depth + 1);
    expectMark(cursor, ')');
    return inner;
  }
  cursor.index += 1;
  if (token.kind === 'string') return nested(token, depth, cursor.unread);
  if (token.kind !== 'name') throw new NotationError('expected the name of a type', token.offset);
  const name = token.text.split('.').at(-1) ?? '';
  if (name === '') throw new NotationError('a name cannot end in a dot', token.offset);
  if (Object.hasOwn(CALLED, name) && takeMark(cursor, '(')) {
    return called(CALLED[name] as FieldType, name, cursor);
  }
  if (!takeMark(cursor, '[')) return simple(name);
  if (name === 'Literal') return literal(cursor);
  return generic(name, token, cursor, depth);
}

/** A forward reference: `"ModelX | None"` in quotes is a type of its own. */
function nested(token: Token & { kind: 'string' }, depth: number, unread: string[]): FieldType {
  const cursor: Cursor = { tokens: tokenize(token.text), end: token.text.length, index: 0, unread };
  const type = parseUnion(cursor, depth + 1);
  if (cursor.index < cursor.tokens.length)
    throw new NotationError('unexpected text after the type', token.offset);
  return type;
}

function simple(name: string): FieldType {
  if (Object.hasOwn(SIMPLE, name)) return SIMPLE[name] as FieldType;
  if (Object.hasOwn(GENERICS, name)) return (GENERICS[name] as (typeof GENERICS)[string])([], false) ?? ANY;
  return { kind: 'named', name };
}

const ANY: FieldType = { kind: 'any' };

function generic(name: string, token: Token, cursor: Cursor, depth: number): FieldType {
  const parameters: FieldType[] = [];
  let open = false;
  while (!takeMark(cursor, ']')) {
    if ((parameters.length > 0 || open) && !takeMark(cursor, ',')) {
      throw new NotationError('"]" is missing', offset(cursor));
    }
    if (takeMark(cursor, ']')) break;
    if (name === 'Annotated' && parameters.length === 1) return annotated(parameters[0] ?? ANY, cursor);
    if (takeMark(cursor, '...')) open = true;
    else parameters.push(parameterOf(cursor, depth));
    if (parameters.length > MAX_ITEMS)
      throw new NotationError(`more than ${MAX_ITEMS} parameters`, token.offset);
  }
  if (!Object.hasOwn(GENERICS, name)) return { kind: 'named', name };
  const made = (GENERICS[name] as (typeof GENERICS)[string])(parameters, open);
  if (made === null) throw new NotationError(`${name} has the wrong number of parameters`, token.offset);
  return made;
}

/** A parameter is a type, or for `Callable[[A], B]` and `tuple[()]` a bracketed list, which no field can hold. */
function parameterOf(cursor: Cursor, depth: number): FieldType {
  if (takeMark(cursor, '[')) {
    skipToClose(cursor);
    return ANY;
  }
  return parseUnion(cursor, depth + 1);
}

/** A bracketed list says nothing of a field. */
function skipToClose(cursor: Cursor): void {
  for (let depth = 1; depth > 0; cursor.index += 1) {
    const token = cursor.tokens[cursor.index];
    if (token === undefined) throw new NotationError('"]" is missing', cursor.end);
    if (token.kind === 'mark' && token.text === '[') depth += 1;
    if (token.kind === 'mark' && token.text === ']') depth -= 1;
  }
}

const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };

function literal(cursor: Cursor): FieldType {
  const values: (string | number | boolean | null)[] = [];
  do {
    const token = cursor.tokens[cursor.index];
    if (token === undefined || token.kind === 'mark' || token.kind === 'other') {
      throw new NotationError(
        'Literal wants values: text in quotes, numbers, True, False or None',
        offset(cursor),
      );
    }
    cursor.index += 1;
    if (token.kind === 'number') values.push(token.value);
    else if (token.kind === 'string') values.push(token.text);
    else if (Object.hasOwn(WORDS, token.text)) values.push(WORDS[token.text] as boolean | null);
    else values.push(token.text.split('.').at(-1) ?? token.text);
    if (values.length > MAX_ITEMS) throw new NotationError(`more than ${MAX_ITEMS} values`, token.offset);
  } while (takeMark(cursor, ','));
  expectMark(cursor, ']');
  return { kind: 'literal', values: [...new Set(values)] };
}
