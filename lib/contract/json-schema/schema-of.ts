import { notationOf, type Constraints, type Field, type FieldType } from 'onex-runtime/contract';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Returns the `$ref` to a named model's schema. */
export type ReferTo = (model: string) => string;

/** Contains a type in the contract's notation if JSON Schema alone cannot distinguish it from another. */
export const TYPE_KEYWORD = 'x-onex-type';

const SIMPLE: Partial<Record<FieldType['kind'], JsonSchema>> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  uuid: { type: 'string', format: 'uuid' },
  datetime: { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  decimal: { type: ['string', 'number'], format: 'decimal' },
  bytes: { type: 'string', format: 'byte' },
  any: {},
  object: { type: 'object' },
  null: { type: 'null' },
};

/** The length limit that a node checks before it applies a pattern to a text. */
const LENGTH_GUARD = /^\^\(\?!\[\\s\\S\]\{\d+\}\)/;

/** Returns the JSON Schema (draft 7) of the values that a field's type accepts. */
export function schemaOf(type: FieldType, referTo: ReferTo): JsonSchema {
  const schema = plainSchema(type, referTo);
  const notation = isLossy(type) ? notationOf(type) : null;
  return notation === null ? schema : { ...schema, [TYPE_KEYWORD]: notation };
}

function plainSchema(type: FieldType, referTo: ReferTo): JsonSchema {
  const inner = (item: FieldType): JsonSchema => schemaOf(item, referTo);
  switch (type.kind) {
    case 'literal':
      return { enum: [...new Set(type.values)] };
    case 'array':
      return { type: 'array', items: inner(type.item), ...keywordsOf(type.constraints) };
    case 'set':
      return { type: 'array', items: inner(type.item), uniqueItems: true, ...keywordsOf(type.constraints) };
    case 'tuple': {
      const { length } = type.items;
      return { type: 'array', items: type.items.map(inner), minItems: length, maxItems: length };
    }
    case 'record':
      return { type: 'object', additionalProperties: inner(type.value), ...keysOf(type.key, referTo) };
    case 'union':
      return { anyOf: type.members.map(inner) };
    case 'named':
      return { $ref: referTo(type.name) };
    case 'model':
      return objectSchema(type.fields, referTo, type.strict);
    default:
      return { ...SIMPLE[type.kind], ...keywordsOf(type.constraints) };
  }
}

/** Returns the JSON Schema of an object with some fields; null: any. */
export function objectSchema(
  fields: readonly Field[] | null,
  referTo: ReferTo,
  strict?: boolean,
): JsonSchema {
  if (fields === null) return { type: 'object' };
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, referTo)])),
    ...(required.length === 0 ? {} : { required }),
    ...(strict === true ? { additionalProperties: false } : {}),
  };
}

function fieldSchema(
  { type, description, default: byDefault, required }: Field,
  referTo: ReferTo,
): JsonSchema {
  const schema = schemaOf(type, referTo);
  const more = {
    ...(description === null ? {} : { description }),
    ...(required || byDefault === undefined ? {} : { default: byDefault }),
  };
  if (Object.keys(more).length === 0) return schema;
  // Draft 7 ignores keywords next to a $ref.
  return '$ref' in schema ? { allOf: [schema], ...more } : { ...schema, ...more };
}

function keywordsOf(constraints: Constraints = {}): JsonSchema {
  const { zone: _, maxDigits: _digits, decimalPlaces: _places, pattern, ...bounds } = constraints;
  return { ...bounds, ...(pattern === undefined ? {} : { pattern: pattern.replace(LENGTH_GUARD, '^') }) };
}

function keysOf(key: FieldType, referTo: ReferTo): JsonSchema {
  const { kind } = key;
  if (kind === 'integer') return { propertyNames: { pattern: '^[-+]?[0-9]+$' } };
  const isChecked =
    kind === 'literal' || kind === 'uuid' || (kind === 'string' && key.constraints !== undefined);
  return isChecked ? { propertyNames: schemaOf(key, referTo) } : {};
}

function isLossy(type: FieldType): boolean {
  switch (type.kind) {
    case 'decimal':
    case 'set':
    case 'tuple':
    case 'object':
      return true;
    case 'datetime':
      return type.constraints?.zone === true;
    case 'record':
      return type.key.kind !== 'string' || type.key.constraints !== undefined;
    default:
      return (
        SIMPLE[type.kind] === undefined &&
        !['literal', 'array', 'union', 'named', 'model'].includes(type.kind)
      );
  }
}
