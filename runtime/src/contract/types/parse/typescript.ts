import type { Field, FieldType } from '../../model.ts';
import { expectMark, foreign, offset, takeMark, type Cursor } from './cursor.ts';
import { NotationError, type Token } from './tokens.ts';

const ANY: FieldType = { kind: 'any' };

/** TypeScript's types without parameters that Python does not have under that name. */
const SIMPLE: Readonly<Record<string, FieldType>> = {
  unknown: ANY,
  bigint: { kind: 'integer' },
  undefined: { kind: 'null' },
  void: { kind: 'null' },
  true: { kind: 'literal', values: [true] },
  false: { kind: 'literal', values: [false] },
  Date: { kind: 'datetime' },
  String: { kind: 'string' },
  Number: { kind: 'number' },
  Boolean: { kind: 'boolean' },
  Buffer: { kind: 'bytes' },
  Uint8Array: { kind: 'bytes' },
  email: { kind: 'string', constraints: { format: 'email' } },
  url: { kind: 'string', constraints: { format: 'uri' } },
  uri: { kind: 'string', constraints: { format: 'uri' } },
};

/** Names that the contract's notation also takes, though Python writes them otherwise. */
const SHARED = new Set(['string', 'number', 'boolean', 'any', 'null']);

/** The meaning of a name in TypeScript; null where it has none of its own. */
export function typeScriptName(name: string, cursor: Cursor): FieldType | null {
  if (SHARED.has(name)) foreign(cursor, 'words');
  if (!Object.hasOwn(SIMPLE, name) || cursor.isModel(name)) return null;
  foreign(cursor, 'syntax');
  return SIMPLE[name] ?? null;
}

/** `T | undefined` where a list of parameters has fewer. */
type Make = (parameters: readonly FieldType[]) => FieldType | null;

const list: Make = ([item, ...others]) =>
  item === undefined || others.length > 0 ? null : { kind: 'array', item };
const set: Make = ([item, ...others]) =>
  item === undefined || others.length > 0 ? null : { kind: 'set', item };
const record: Make = ([key, value, ...others]) =>
  key === undefined || value === undefined || others.length > 0 ? null : { kind: 'record', key, value };
const itself: Make = ([inner, ...others]) => (inner === undefined || others.length > 0 ? null : inner);

/** TypeScript's types with parameters between angle brackets. */
export const ANGLED: Readonly<Record<string, Make>> = {
  Array: list,
  ReadonlyArray: list,
  Iterable: list,
  Set: set,
  ReadonlySet: set,
  Map: record,
  ReadonlyMap: record,
  Record: record,
  Readonly: itself,
  Promise: itself,
};

/** Reads the type at a place of the notation. */
type ParseType = (cursor: Cursor, depth: number) => FieldType;

/** `<A, B>` behind its first bracket. */
export function angledParameters(cursor: Cursor, depth: number, parse: ParseType): FieldType[] {
  foreign(cursor, 'syntax');
  const parameters = [parse(cursor, depth + 1)];
  while (takeMark(cursor, ',')) parameters.push(parse(cursor, depth + 1));
  expectMark(cursor, '>');
  return parameters;
}

/** `[A, B]` behind its first bracket. */
export function tupleType(cursor: Cursor, depth: number, parse: ParseType): FieldType {
  foreign(cursor, 'syntax');
  const items: FieldType[] = [];
  while (!takeMark(cursor, ']')) {
    if (items.length > 0) expectMark(cursor, ',');
    if (takeMark(cursor, ']')) break;
    items.push(parse(cursor, depth + 1));
  }
  return { kind: 'tuple', items };
}

/** `{ a: string; b?: number }`, or `{ [key: string]: T }`, behind its first brace. */
export function objectType(cursor: Cursor, depth: number, parse: ParseType): FieldType {
  foreign(cursor, 'syntax');
  const fields: Field[] = [];
  let others: FieldType | null = null;
  while (!takeMark(cursor, '}')) {
    if (takeMark(cursor, '[')) others = indexSignature(cursor, depth, parse);
    else fields.push(property(cursor, depth, parse));
    if (takeMark(cursor, ';') || takeMark(cursor, ',')) continue;
    expectMark(cursor, '}');
    break;
  }
  if (others === null) return { kind: 'model', fields };
  return fields.length === 0
    ? { kind: 'record', key: { kind: 'string' }, value: others }
    : { kind: 'object' };
}

function indexSignature(cursor: Cursor, depth: number, parse: ParseType): FieldType {
  nameOf(cursor);
  expectMark(cursor, ':');
  parse(cursor, depth + 1);
  expectMark(cursor, ']');
  expectMark(cursor, ':');
  return parse(cursor, depth + 1);
}

function property(cursor: Cursor, depth: number, parse: ParseType): Field {
  let name = nameOf(cursor);
  const next = cursor.tokens[cursor.index];
  if (name === 'readonly' && next?.kind === 'name') name = nameOf(cursor);
  const required = !takeMark(cursor, '?');
  expectMark(cursor, ':');
  return { name, type: parse(cursor, depth + 1), required, description: null };
}

function nameOf(cursor: Cursor): string {
  const token: Token | undefined = cursor.tokens[cursor.index];
  if (token?.kind !== 'name' && token?.kind !== 'string')
    throw new NotationError('the name of a property is missing', offset(cursor));
  cursor.index += 1;
  return token.text;
}
