import type { Field, FieldType } from '../model.ts';
import { union } from '../types/union.ts';
import { withDefault } from './defaults.ts';
import { at, entries, isMapping } from './place.ts';
import type { Place } from './place.ts';
import { prose } from './scalars.ts';

const ANY: FieldType = { kind: 'any' };
const MAX_DEPTH = 16;

/** Whether a mapping is the JSON Schema of an object (and not a model with a field named `type`). */
export function isJsonSchema(value: Record<string, unknown>): boolean {
  return (value['type'] === 'object' || value['$schema'] !== undefined) && isMapping(value['properties']);
}

/** Fields of an object's JSON Schema. Keywords other than those that give a type are not checked by the model. */
export function schemaFields(place: Place, depth = 0): readonly Field[] {
  const { value: required } = at(place, 'required');
  const names = new Set(Array.isArray(required) ? required : []);
  return entries(at(place, 'properties')).map(([name, property]) =>
    schemaField(name, property, names.has(name), depth),
  );
}

function schemaField(name: string, property: Place, required: boolean, depth: number): Field {
  const field = {
    name,
    type: schemaType(property, depth + 1),
    description: isMapping(property.value) ? prose(at(property, 'description')) : null,
  };
  const hasDefault = isMapping(property.value) && Object.hasOwn(property.value, 'default');
  return hasDefault ? withDefault(field, at(property, 'default')) : { ...field, required };
}

const FORMATS: Readonly<Record<string, FieldType>> = {
  uuid: { kind: 'uuid' },
  'date-time': { kind: 'datetime' },
  date: { kind: 'date' },
  byte: { kind: 'bytes' },
};
const PLAIN: Readonly<Record<string, FieldType>> = {
  integer: { kind: 'integer' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  null: { kind: 'null' },
};

function schemaType(place: Place, depth: number): FieldType {
  const { value } = place;
  if (!isMapping(value) || depth > MAX_DEPTH) return ANY;
  const reference = value['$ref'];
  if (typeof reference === 'string') return { kind: 'named', name: reference.split('/').at(-1) || 'Model' };
  if (Array.isArray(value['enum'])) return literal(value['enum']);
  if (Object.hasOwn(value, 'const')) return literal([value['const']]);
  for (const key of ['anyOf', 'oneOf']) {
    const { value: members } = at(place, key);
    if (Array.isArray(members)) {
      const list = at(place, key);
      return members.length === 0
        ? ANY
        : union(members.map((_, index) => schemaType(at(list, index), depth + 1)));
    }
  }
  const { type } = value;
  if (Array.isArray(type))
    return type.length === 0 ? ANY : union(type.map((name) => typed(String(name), place, depth)));
  return typeof type === 'string' ? typed(type, place, depth) : ANY;
}

function typed(type: string, place: Place, depth: number): FieldType {
  if (type === 'string') {
    const { value: format } = at(place, 'format');
    return typeof format === 'string' && Object.hasOwn(FORMATS, format)
      ? (FORMATS[format] ?? ANY)
      : { kind: 'string' };
  }
  if (type === 'array') return { kind: 'array', item: schemaType(at(place, 'items'), depth + 1) };
  if (type === 'object') {
    if (isMapping(at(place, 'properties').value))
      return { kind: 'model', fields: schemaFields(place, depth) };
    const value = schemaType(at(place, 'additionalProperties'), depth + 1);
    return { kind: 'record', key: { kind: 'string' }, value };
  }
  return Object.hasOwn(PLAIN, type) ? (PLAIN[type] ?? ANY) : ANY;
}

function literal(values: readonly unknown[]): FieldType {
  const plain = values.filter(
    (value): value is string | number | boolean | null => value === null || typeof value !== 'object',
  );
  return plain.length === 0 ? ANY : { kind: 'literal', values: plain };
}
