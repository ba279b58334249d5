import type { Field, FieldType } from '../model.ts';
import { union } from '../types/union.ts';
import { aliasType } from './aliases.ts';
import { CONSTRAINT_KEYS, withConstraints } from './constraints.ts';
import { withDefault } from './defaults.ts';
import { refuseObjectKey } from './object-keys.ts';
import { at, entries, expectMapping, firstOf, isAbsent, isMapping, warn } from './place.ts';
import type { Place } from './place.ts';
import { keepMet, type Made } from './made-up.ts';
import { flag, prose } from './scalars.ts';
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
  'readOnly',
  'required',
  'title',
  'type',
  'writeOnly',
  ...CONSTRAINT_KEYS,
]);

/** How deep a schema stands in others, and of what its values are made up. */
export interface Scope {
  readonly depth: number;
  readonly made: Made;
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

/** Fields of an object's JSON Schema. */
export function schemaFields(place: Place, scope: Scope): readonly Field[] {
  expectMapping(place, SCHEMA_KEYS);
  const { value: required } = at(place, 'required');
  const names = new Set(Array.isArray(required) ? required : []);
  return entries(at(place, 'properties')).map(([name, property]) =>
    schemaField(name, property, names.has(name), scope),
  );
}

function schemaField(name: string, property: Place, listed: boolean, { depth, made }: Scope): Field {
  refuseObjectKey(name, property);
  const isDescribed = isMapping(property.value);
  const field = {
    name,
    type: schemaType(property, { depth: depth + 1, made }),
    description: isDescribed ? prose(at(property, 'description')) : null,
  };
  if (isDescribed && Object.hasOwn(property.value as object, 'default')) {
    return keepMet(property, withDefault(field, at(property, 'default')), made);
  }
  const required = listed || (isDescribed && at(property, 'required').value === true);
  return keepMet(property, { ...field, required }, made);
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

/** The type of a JSON Schema, or of one in Python's notation that stands where a schema may. */
export function schemaType(place: Place, scope: Scope): FieldType {
  if (typeof place.value === 'boolean' || isAbsent(place)) return ANY;
  if (!isMapping(place.value)) return readType(place);
  if (scope.depth > MAX_DEPTH) {
    warn(place, `stands more than ${MAX_DEPTH} schemas deep; taken as any`);
    return ANY;
  }
  expectMapping(place, SCHEMA_KEYS);
  const type = withConstraints(unconstrained(place, scope), place);
  return flag(at(place, 'nullable'), false) ? union([type, { kind: 'null' }]) : type;
}

function unconstrained(place: Place, scope: Scope): FieldType {
  const value = place.value as Record<string, unknown>;
  const reference = value['$ref'];
  if (typeof reference === 'string') return aliasType(reference.split('/').at(-1) || 'Model', place);
  const enumeration = firstOf(place, 'enum', 'choices');
  if (Array.isArray(enumeration.value)) return literal(enumeration, enumeration.value);
  if (Object.hasOwn(value, 'const')) return literal(at(place, 'const'), [value['const']]);
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const list = at(place, key);
    if (Array.isArray(list.value)) return combined(key, list, list.value.length, scope);
  }
  const type = firstOf(place, 'type', 'field_type');
  if (!Array.isArray(type.value)) return typed(type, place, scope);
  return type.value.length === 0
    ? ANY
    : union(type.value.map((_, index) => typed(at(type, index), place, scope)));
}

function combined(key: string, list: Place, length: number, { depth, made }: Scope): FieldType {
  if (length === 0) return ANY;
  if (key === 'allOf' && length > 1) {
    warn(list, 'schemas that hold together are not read; taken as any');
    return ANY;
  }
  return union(Array.from({ length }, (_, index) => schemaType(at(list, index), { depth: depth + 1, made })));
}

function typed(type: Place, place: Place, { depth, made }: Scope): FieldType {
  // What lists and mappings hold is never made up.
  const within: Scope = { depth: depth + 1, made: 'never' };
  switch (type.value) {
    case 'string':
    case 'str':
      return formatted(at(place, 'format'));
    case 'array':
      return { kind: 'array', item: schemaType(at(place, 'items'), within) };
    case 'object':
      return object(place, { depth, made }, within);
    default:
      if (!isAbsent(at(place, 'format'))) warn(at(place, 'format'), 'is not checked by the node’s models');
      if (isAbsent(type) && isMapping(at(place, 'properties').value))
        return object(place, { depth, made }, within);
      return typeof type.value === 'string' && Object.hasOwn(PLAIN, type.value)
        ? (PLAIN[type.value] ?? ANY)
        : readType(type);
  }
}

function formatted(format: Place): FieldType {
  if (typeof format.value === 'string' && Object.hasOwn(FORMATS, format.value)) {
    return FORMATS[format.value] ?? ANY;
  }
  if (!isAbsent(format)) warn(format, 'is not checked by the node’s models');
  return { kind: 'string' };
}

function object(place: Place, scope: Scope, within: Scope): FieldType {
  const others = at(place, 'additionalProperties');
  if (!isMapping(at(place, 'properties').value)) {
    if (others.value === false) warn(others, 'is not checked by the node’s models');
    return { kind: 'record', key: { kind: 'string' }, value: schemaType(others, within) };
  }
  const fields = schemaFields(place, scope);
  if (isMapping(others.value)) warn(others, 'is not checked by the node’s models');
  return others.value === false ? { kind: 'model', fields, strict: true } : { kind: 'model', fields };
}

/** Values that JSON has none for (`.nan`, a list) cannot be told apart and are none of the type's. */
function literal(place: Place, values: readonly unknown[]): FieldType {
  const plain = values.filter(
    (value): value is string | number | boolean | null =>
      value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value),
  );
  if (plain.length < values.length)
    warn(place, 'holds values that are no text, number, boolean or null; left out');
  return plain.length === 0 ? ANY : { kind: 'literal', values: [...new Set(plain)] };
}
