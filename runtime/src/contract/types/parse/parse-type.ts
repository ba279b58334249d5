import type { FieldType } from '../../model.ts';
import { GENERICS, SIMPLE, union } from '../names/index.ts';
import { expectMark, foreign, offset, takeMark, type Cursor } from './cursor.ts';
import { annotated, called, CALLED } from './metadata.ts';
import { NotationError, tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';
import { ANGLED, angledParameters, objectType, tupleType, typeScriptName } from './typescript.ts';

export const MAX_NOTATION_LENGTH = 2000;
const MAX_DEPTH = 16;
const MAX_ITEMS = 200;

/** What is known of a contract when one of its types is read. */
export interface NotationOptions {
  /** Whether the contract defines a model of a name; such a name is that model, whatever TypeScript means by it. */
  readonly isModel?: (name: string) => boolean;
}

export interface Notation {
  readonly type: FieldType;
  /** What is in the notation and is not read. */
  readonly unread: readonly string[];
  /** How much of it is TypeScript's: words that Python writes otherwise, or what Python does not have at all. */
  readonly foreign: Cursor['foreign'];
}

/**
 * Parses a type in Python's notation: names, `list[T]`, `dict[K, V]`, `tuple[T, ...]`, `Optional[T]`, `Union[A, B]`,
 * `A | B`, `Literal["a", 1]`, `Annotated[T, …]`, a forward reference in quotes; or in TypeScript's: `T[]`, `Array<T>`,
 * `Record<K, V>`, `[A, B]`, `{ a: T }`, `"a" | "b"`, `T?`. A name that neither of them has is a `named` model (its last
 * dotted part). Throws NotationError. Length, depth and items are bounded.
 */
export function parseType(text: string): FieldType {
  return parseNotation(text).type;
}

/** A type, and what is to be said of its notation. Throws as `parseType` does. */
export function parseNotation(text: string, { isModel = () => false }: NotationOptions = {}): Notation {
  if (text.length > MAX_NOTATION_LENGTH) {
    throw new NotationError(`longer than ${MAX_NOTATION_LENGTH} characters`, MAX_NOTATION_LENGTH);
  }
  const cursor: Cursor = {
    tokens: tokenize(text),
    end: text.length,
    index: 0,
    unread: [],
    foreign: 'none',
    isModel,
  };
  const type = parseUnion(cursor, 0);
  const rest = cursor.tokens[cursor.index];
  if (rest !== undefined) throw new NotationError('unexpected text after the type', rest.offset);
  return { type, unread: cursor.unread, foreign: cursor.foreign };
}

type QuotedToken = Token & { readonly kind: 'string' };

/** Members of a union, of which one in quotes is a forward reference of Python or a literal of TypeScript. */
function parseUnion(cursor: Cursor, depth: number): FieldType {
  if (takeMark(cursor, '|')) foreign(cursor, 'syntax');
  const members: (FieldType | QuotedToken)[] = [];
  do members.push(parsePostfix(cursor, depth));
  while (takeMark(cursor, '|'));
  const quoted = members.filter(isQuoted);
  const areLiterals = quoted.length > 1 || quoted.some((token) => !isReference(token, cursor));
  const types = members.map((member) => {
    if (!isQuoted(member)) return member;
    if (!areLiterals) return nested(member, depth, cursor);
    foreign(cursor, 'syntax');
    return { kind: 'literal', values: [member.text] } satisfies FieldType;
  });
  return union(cursor.foreign === 'syntax' ? mergeLiterals(types) : types);
}

const isQuoted = (member: FieldType | QuotedToken): member is QuotedToken =>
  member.kind === 'string' && 'offset' in member;

/** Whether what is in quotes reads as a type: Python refers to a class that comes later in this way. */
function isReference({ text }: QuotedToken, { isModel }: Cursor): boolean {
  try {
    const { type } = parseNotation(text, { isModel });
    return type.kind !== 'named' || isModel(type.name) || /^[A-Z]/.test(type.name);
  } catch {
    return false;
  }
}

/** `"a" | "b"` is one literal of two values. */
function mergeLiterals(types: readonly FieldType[]): FieldType[] {
  const values = types.flatMap((type) => (type.kind === 'literal' ? type.values : []));
  const others = types.filter(({ kind }) => kind !== 'literal');
  if (values.length === 0) return [...types];
  const isBoolean = values.includes(true) && values.includes(false);
  const left = isBoolean ? values.filter((value) => typeof value !== 'boolean') : values;
  return [
    ...(left.length > 0 ? [{ kind: 'literal', values: [...new Set(left)] } satisfies FieldType] : []),
    ...(isBoolean ? [{ kind: 'boolean' } satisfies FieldType] : []),
    ...others,
  ];
}

/** A type with TypeScript's `[]` and `?` behind it. */
function parsePostfix(cursor: Cursor, depth: number): FieldType | QuotedToken {
  const token = cursor.tokens[cursor.index];
  if (token?.kind === 'name' && token.text === 'readonly' && cursor.tokens[cursor.index + 1]?.kind === 'name')
    cursor.index += 1;
  let made = parseSingle(cursor, depth);
  for (let count = 0; ; count += 1) {
    const isList = takeEmptyBrackets(cursor);
    if (!isList && !takeMark(cursor, '?')) return made;
    if (count >= MAX_DEPTH)
      throw new NotationError(`nested more than ${MAX_DEPTH} levels deep`, offset(cursor));
    foreign(cursor, 'syntax');
    const type = isQuoted(made) ? nested(made, depth, cursor) : made;
    made = isList ? { kind: 'array', item: type } : union([type, { kind: 'null' }]);
  }
}

function takeEmptyBrackets(cursor: Cursor): boolean {
  const [open, close] = cursor.tokens.slice(cursor.index, cursor.index + 2);
  if (open?.kind !== 'mark' || open.text !== '[' || close?.kind !== 'mark' || close.text !== ']')
    return false;
  cursor.index += 2;
  return true;
}

function parseSingle(cursor: Cursor, depth: number): FieldType | QuotedToken {
  if (depth > MAX_DEPTH) throw new NotationError(`nested more than ${MAX_DEPTH} levels deep`, offset(cursor));
  const token = cursor.tokens[cursor.index];
  if (token === undefined) throw new NotationError('a type is missing at the end', cursor.end);
  if (takeMark(cursor, '(')) {
    const inner = parseUnion(cursor, depth + 1);
    expectMark(cursor, ')');
    return inner;
  }
  if (takeMark(cursor, '[')) return tupleType(cursor, depth, parseUnion);
  if (takeMark(cursor, '{')) return objectType(cursor, depth, parseUnion);
  cursor.index += 1;
  if (token.kind === 'string') return token;
  if (token.kind === 'number') {
    foreign(cursor, 'syntax');
    return { kind: 'literal', values: [token.value] };
  }
  if (token.kind !== 'name') throw new NotationError('expected the name of a type', token.offset);
  return namedType(token, cursor, depth);
}

function namedType(token: Token & { readonly kind: 'name' }, cursor: Cursor, depth: number): FieldType {
  const name = token.text.split('.').at(-1) ?? '';
  if (name === '') throw new NotationError('a name cannot end in a dot', token.offset);
  if (Object.hasOwn(LISTS, name) && takeMark(cursor, '(')) {
    return calledList(LISTS[name] as 'array' | 'set', name, cursor, depth);
  }
  if (Object.hasOwn(CALLED, name) && takeMark(cursor, '(')) {
    return called(CALLED[name] as FieldType, name, cursor);
  }
  if (takeMark(cursor, '<')) return angled(name, token, cursor, depth);
  const next = cursor.tokens[cursor.index + 1];
  const isList = next?.kind === 'mark' && next.text === ']' && !Object.hasOwn(GENERICS, name);
  if (isList || !takeMark(cursor, '[')) return typeScriptName(name, cursor) ?? simple(name);
  if (name === 'Literal') return literal(cursor);
  return generic(name, token, cursor, depth);
}

function angled(name: string, token: Token, cursor: Cursor, depth: number): FieldType {
  const parameters = angledParameters(cursor, depth, parseUnion);
  const make = Object.hasOwn(ANGLED, name)
    ? ANGLED[name]
    : Object.hasOwn(GENERICS, name)
      ? GENERICS[name]
      : null;
  if (make == null) return { kind: 'named', name };
  const made = make(parameters, false);
  if (made === null) throw new NotationError(`${name} has the wrong number of parameters`, token.offset);
  return made;
}

/** Lists that are calls: `conlist(str, min_length=1)`. */
const LISTS: Readonly<Record<string, 'array' | 'set'>> = {
  conlist: 'array',
  conset: 'set',
  confrozenset: 'set',
};

function calledList(kind: 'array' | 'set', name: string, cursor: Cursor, depth: number): FieldType {
  const item = parseUnion(cursor, depth + 1);
  const list: FieldType = { kind, item };
  if (takeMark(cursor, ')')) return list;
  expectMark(cursor, ',');
  return called(list, name, cursor);
}

/** A forward reference: `"ModelX | None"` in quotes is a type of its own. */
function nested(token: QuotedToken, depth: number, outer: Cursor): FieldType {
  const { text } = token;
  const cursor: Cursor = Object.assign({}, outer, { tokens: tokenize(text), end: text.length, index: 0 });
  const type = parseUnion(cursor, depth + 1);
  if (cursor.foreign !== 'none') foreign(outer, cursor.foreign);
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

/** A list in brackets has no meaning for a field. */
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
