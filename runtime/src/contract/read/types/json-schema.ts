import type { Field, FieldType } from '../../model.ts';
import { textFormat, union } from '../../types/names/index.ts';
import { aliasType } from './aliases.ts';
import { CONSTRAINT_KEYS, withConstraints } from './constraints.ts';
import { withDefault } from './defaults.ts';
import {
  refuseObjectKey,
  at,
  entries,
  firstOf,
  forPeople,
  has,
  isFull,
  isAbsent,
  isMapping,
  items,
  mistake,
  peek,
  warn,
  whole,
  literal,
  type Place,
  reportUnsampled,
  flag,
  prose,
  text,
} from '../values/index.ts';
import { meantKey } from '../../findings/near.ts';
import { quote } from '../../yaml/quote.ts';
import { readType } from './type.ts';

const ANY: FieldType = { kind: 'any' };
const MAX_DEPTH = 16;

/** Keywords that say something of a type, or something to people. */
export const SCHEMA_KEYS: ReadonlySet<string> = new Set([
  '$comment',
  '$id',
  '$ref',
  '$schema',
  'additionalProperties',
  'allOf',
  'anyOf',
  'choices',
  'const',
  'default',
  'deprecated',
  'description',
  'enum',
  'example',
  'examples',
  'field_type',
  'format',
  'items',
  'name',
  'nullable',
  'oneOf',
  'properties',
  'property_type',
  'readOnly',
  'required',
  'title',
  'type',
  'writeOnly',
  ...CONSTRAINT_KEYS,
]);

/** What a schema calls its type, newest first. */
const TYPE_KEYS = ['type', 'field_type', 'property_type'];

/** How deep a schema is within others. */
export interface Scope {
  readonly depth: number;
}

/** Whether a mapping is the JSON Schema of an object (and not a model with a field named `type`). */
export function isJsonSchema(value: Record<string, unknown>): boolean {
  const { type, properties } = value;
  return isMapping(properties) && (type === 'object' || value['$schema'] !== undefined || isBare(value));
}

/** `{properties, required}` alone, where the type goes without saying. */
function isBare({ properties, required }: Record<string, unknown>): boolean {
  return Array.isArray(required) && isMapping(properties) && Object.values(properties).every(isMapping);
}

/** Takes the keywords of a schema that are text for people. */
export function describeSchema(place: Place): void {
  forPeople(
    place,
    '$comment',
    '$id',
    '$schema',
    'deprecated',
    'description',
    'example',
    'examples',
    'name',
    'readOnly',
    'title',
    'writeOnly',
  );
}

/** Fields of an object's JSON Schema that is the model of an operation or a definition, or is in one. */
export function schemaFields(place: Place, scope: Scope): readonly Field[] {
  describeSchema(place);
  at(place, 'type');
  if (scope.depth === 0) tellOpen(at(place, 'additionalProperties'));
  const properties = entries(at(place, 'properties'));
  const names = readRequired(place, new Set(properties.map(([name]) => name)));
  return properties.map(([name, property]) => schemaField(name, property, names.has(name), scope));
}

/** The model of an operation or a definition takes other fields too. */
function tellOpen(others: Place): void {
  if (isMapping(others.value)) warn(whole(others), 'is not checked by the node’s models');
  else if (!flag(others, true))
    warn(others, 'is not checked by the node’s models: they accept other fields too');
}

/** Names of the fields that must be there; one that is not a field is a mistake. */
function readRequired(place: Place, properties: ReadonlySet<string>): ReadonlySet<unknown> {
  const required = at(place, 'required');
  if (!Array.isArray(required.value)) return new Set();
  const names = new Set<unknown>();
  const known = [...properties];
  for (const item of items(required)) {
    const name = typeof item.value === 'boolean' ? (text(item) ?? '') : String(item.value);
    names.add(name);
    if (properties.has(name)) continue;
    const meant = isFull(item) ? null : meantKey(name, known);
    const hint = meant === null ? '' : `; did you mean ${quote(meant)}?`;
    const tellOf = meant === null ? warn : mistake;
    tellOf(item, `${quote(item.value)} is none of the properties, and so not required${hint}`);
  }
  return names;
}

function schemaField(name: string, property: Place, listed: boolean, { depth }: Scope): Field {
  refuseObjectKey(name, property);
  const isDescribed = isMapping(property.value);
  const field = {
    name,
    type: schemaType(property, { depth: depth + 1 }),
    description: isDescribed ? prose(at(property, 'description')) : null,
  };
  if (isDescribed && Object.hasOwn(property.value as object, 'default')) {
    if (listed) at(property, 'required');
    return reportUnsampled(property, withDefault(field, at(property, 'default')));
  }
  const own =
    isDescribed && !Array.isArray(peek(property, 'required')) && flag(at(property, 'required'), false);
  return reportUnsampled(property, { ...field, required: listed || own });
}

const TIME: FieldType = { kind: 'datetime' };
const FORMATS: Readonly<Record<string, FieldType>> = {
  uuid: { kind: 'uuid' },
  'date-time': TIME,
  date: { kind: 'date' },
  byte: { kind: 'bytes' },
};
const PLAIN: Readonly<Record<string, FieldType>> = {
  integer: { kind: 'integer' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  null: { kind: 'null' },
};

/** The type of a JSON Schema, or of one in Python's notation in the place of a schema. */
export function schemaType(place: Place, scope: Scope): FieldType {
  if (typeof place.value === 'boolean' || isAbsent(place)) return ANY;
  if (!isMapping(place.value)) return readType(place);
  if (scope.depth > MAX_DEPTH) {
    warn(place, `is nested more than ${MAX_DEPTH} schemas deep; read as any`);
    return ANY;
  }
  describeSchema(place);
  const type = withConstraints(unconstrained(place, scope), place);
  return flag(at(place, 'nullable'), false) ? union([type, { kind: 'null' }]) : type;
}

function unconstrained(place: Place, scope: Scope): FieldType {
  const value = place.value as Record<string, unknown>;
  const reference = peek(place, '$ref');
  if (typeof reference === 'string') {
    at(place, '$ref');
    const name = reference
      .split('/')
      .at(-1)
      ?.replace(/\.(?:ya?ml|json)$/i, '');
    return aliasType(name || 'Model', place);
  }
  if (Array.isArray(peek(place, 'enum') ?? peek(place, 'choices'))) {
    const enumeration = firstOf(place, 'enum', 'choices');
    return literal(enumeration, items(enumeration), firstOf(place, ...TYPE_KEYS));
  }
  if (Object.hasOwn(value, 'const')) {
    const constant = at(place, 'const');
    return literal(constant, [constant], firstOf(place, ...TYPE_KEYS));
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const alternatives = peek(place, key);
    if (Array.isArray(alternatives)) return combined(key, at(place, key), alternatives.length, scope);
  }
  const type = firstOf(place, ...TYPE_KEYS);
  if (!Array.isArray(type.value)) return typed(type, place, scope);
  return type.value.length === 0
    ? ANY
    : union(type.value.map((_, index) => typed(at(type, index), place, scope)));
}

function combined(key: string, list: Place, length: number, { depth }: Scope): FieldType {
  if (length === 0) return ANY;
  if (key === 'allOf' && length > 1) {
    warn(whole(list), 'schemas that apply together are not read; read as any');
    return ANY;
  }
  return union(Array.from({ length }, (_, index) => schemaType(at(list, index), { depth: depth + 1 })));
}

function typed(type: Place, place: Place, { depth }: Scope): FieldType {
  const within: Scope = { depth: depth + 1 };
  switch (type.value) {
    case 'string':
    case 'str':
      return formatted(at(place, 'format'));
    case 'array':
      return { kind: 'array', item: schemaType(at(place, 'items'), within) };
    case 'object':
      return object(place, { depth }, within);
    default:
      if (has(place, 'format')) warn(at(place, 'format'), 'is not checked by the node’s models');
      if (isAbsent(type) && isMapping(peek(place, 'properties'))) return object(place, { depth }, within);
      return typeof type.value === 'string' && Object.hasOwn(PLAIN, type.value)
        ? (PLAIN[type.value] ?? ANY)
        : readType(type);
  }
}

function formatted(format: Place): FieldType {
  if (typeof format.value === 'string' && Object.hasOwn(FORMATS, format.value)) {
    return FORMATS[format.value] ?? ANY;
  }
  const known = typeof format.value === 'string' ? textFormat(format.value) : null;
  if (known !== null) return { kind: 'string', constraints: { format: known } };
  if (!isAbsent(format)) warn(format, 'is not checked by the node’s models');
  return { kind: 'string' };
}

function object(place: Place, scope: Scope, within: Scope): FieldType {
  const others = at(place, 'additionalProperties');
  const closed = !isMapping(others.value) && typeof others.value !== 'string' && !flag(others, true);
  if (!isMapping(peek(place, 'properties'))) {
    if (closed) warn(others, 'is not checked by the node’s models');
    return { kind: 'record', key: { kind: 'string' }, value: schemaType(others, within) };
  }
  const fields = schemaFields(place, { ...scope, depth: scope.depth + 1 });
  if (isMapping(others.value)) warn(whole(others), 'is not checked by the node’s models');
  return closed ? { kind: 'model', fields, strict: true } : { kind: 'model', fields };
}
