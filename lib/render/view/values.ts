import type { Field, FieldType } from 'onex-runtime/contract';
import { propertyKey, valueLiteral } from '../escape.ts';
import { fieldsOf, type Definitions } from './field-models.ts';

const NIL_UUID = '00000000-0000-4000-8000-000000000000';
const SOME_TIME = '2026-01-01T00:00:00.000Z';

/** How deep models may stand in one another before a sample stops. */
const DEEPEST = 6;

/** The member of a union that a value is made of: deeper down one that does not lead further, so that it ends. */
function memberOf(members: readonly FieldType[], depth: number): FieldType {
  const flat = members.find(({ kind }) => !['named', 'model', 'tuple', 'union'].includes(kind));
  return (depth > 1 ? flat : undefined) ?? members[0] ?? { kind: 'null' };
}

/** A plain JSON value that a type accepts, for tests and examples. */
export function sampleValue(type: FieldType, definitions: Definitions, depth = 0): unknown {
  switch (type.kind) {
    case 'string':
      return 'example';
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'uuid':
      return NIL_UUID;
    case 'datetime':
      return SOME_TIME;
    case 'date':
      return SOME_TIME.slice(0, 10);
    case 'decimal':
      return '1.00';
    case 'bytes':
      return 'b25leA==';
    case 'literal':
      return type.values[0] ?? null;
    case 'array':
    case 'set':
      return [];
    case 'tuple':
      return type.items.map((item) => sampleValue(item, definitions, depth + 1));
    case 'union':
      return sampleValue(memberOf(type.members, depth), definitions, depth + 1);
    case 'model':
      return sampleObject(type.fields, definitions, depth + 1);
    case 'named':
      return sampleObject(fieldsOf(type.name, definitions) ?? [], definitions, depth + 1);
    case 'null':
      return null;
    default:
      return {};
  }
}

/** An object with a sample of each required field. */
export function sampleObject(
  fields: readonly Field[] | null,
  definitions: Definitions,
  depth = 0,
): Record<string, unknown> {
  if (fields === null || depth > DEEPEST) return {};
  return Object.fromEntries(
    fields
      .filter(({ required }) => required)
      .map(({ name, type }) => [name, sampleValue(type, definitions, depth)]),
  );
}

/** Whether code may ask for a new id and for the time, or must give the same for the same input. */
export type Purity = 'pure' | 'impure';

/** An expression for a value that says nothing: `''`, `0`, `[]`, an id made now. */
export function neutralExpression(
  type: FieldType,
  definitions: Definitions,
  purity: Purity,
  depth = 0,
): string {
  const inner = (item: FieldType): string => neutralExpression(item, definitions, purity, depth + 1);
  switch (type.kind) {
    case 'string':
    case 'bytes':
      return "''";
    case 'integer':
    case 'number':
      return '0';
    case 'boolean':
      return 'false';
    case 'decimal':
      return "'0'";
    case 'uuid':
      return purity === 'pure' ? `'${NIL_UUID}'` : 'randomUUID()';
    case 'datetime':
      return purity === 'pure' ? `'${SOME_TIME}'` : 'new Date().toISOString()';
    case 'date':
      return purity === 'pure' ? `'${SOME_TIME.slice(0, 10)}'` : 'new Date().toISOString().slice(0, 10)';
    case 'literal':
      return valueLiteral(type.values[0] ?? null);
    case 'array':
    case 'set':
      return '[]';
    case 'tuple':
      return `[${type.items.map(inner).join(', ')}]`;
    case 'union':
      return type.members.some(({ kind }) => kind === 'null') ? 'null' : inner(memberOf(type.members, depth));
    case 'model':
      return neutralObject(type.fields, inner, depth);
    case 'named':
      return neutralObject(fieldsOf(type.name, definitions) ?? [], inner, depth);
    case 'any':
    case 'null':
      return 'null';
    default:
      return '{}';
  }
}

function neutralObject(fields: readonly Field[], inner: (type: FieldType) => string, depth: number): string {
  const required = fields.filter((field) => field.required || field.default !== undefined);
  if (required.length === 0 || depth > DEEPEST) return '{}';
  return `{ ${required.map((field) => `${propertyKey(field.name)}: ${inner(field.type)}`).join(', ')} }`;
}
