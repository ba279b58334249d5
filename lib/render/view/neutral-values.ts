import type { Field, FieldType } from 'onex-runtime/contract';
import { propertyKey, valueLiteral } from '../escape.ts';
import { namesOf, type Definitions } from './field-models.ts';
import { fieldsWithin, fullBudget, memberOf, spend, startWalk, type ValueWalk } from './value-walk.ts';
import { NIL_UUID, SOME_TIME } from './values.ts';

/** Whether code may ask for a new id and for the time, or must give the same for the same input. */
export type Purity = 'pure' | 'impure';

const orders = new WeakMap<Definitions, ReadonlyMap<string, number>>();

/** What a model gives out has its defaults too; a model that is null by default is not gone into. */
const hasField = ({ required, default: byDefault, type }: Field): boolean =>
  required || (byDefault !== undefined && (byDefault !== null || namesOf(type).length === 0));

/**
 * An expression for a value that says nothing: `''`, `0`, `[]`, an id made now.
 *
 * @param budget Shared by several values that are to be no larger together.
 */
export function neutralExpression(
  type: FieldType,
  definitions: Definitions,
  purity: Purity,
  budget = fullBudget(),
): string {
  return neutral(type, { ...startWalk(definitions, hasField, budget, orders), purity }, 0);
}

type NeutralWalk = ValueWalk & { readonly purity: Purity };

function neutral(type: FieldType, walk: NeutralWalk, depth: number): string {
  if (!spend(walk, depth)) return '{}';
  const { purity } = walk;
  const inner = (item: FieldType): string => neutral(item, walk, depth + 1);
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
      return type.members.some(({ kind }) => kind === 'null')
        ? 'null'
        : inner(memberOf(type.members, walk, depth));
    case 'model':
      return neutralObject(type.fields.filter(walk.has), inner);
    case 'named':
      return neutralObject(fieldsWithin(type.name, walk).filter(walk.has), inner);
    case 'any':
    case 'null':
      return 'null';
    default:
      return '{}';
  }
}

function neutralObject(fields: readonly Field[], inner: (type: FieldType) => string): string {
  if (fields.length === 0) return '{}';
  return `{ ${fields.map((field) => `${propertyKey(field.name)}: ${inner(field.type)}`).join(', ')} }`;
}
