import type { Field, FieldType } from 'onex-runtime/contract';
import type { Definitions } from './field-models.ts';
import { fieldsWithin, fullBudget, memberOf, spend, startWalk, type ValueWalk } from './value-walk.ts';

export const NIL_UUID = '00000000-0000-4000-8000-000000000000';
export const SOME_TIME = '2026-01-01T00:00:00.000Z';

const orders = new WeakMap<Definitions, ReadonlyMap<string, number>>();

const walkOf = (definitions: Definitions, budget = fullBudget()): ValueWalk =>
  startWalk(definitions, ({ required }) => required, budget, orders);

/** A plain JSON value that a type accepts, for tests and examples. */
export function sampleValue(type: FieldType, definitions: Definitions): unknown {
  return sample(type, walkOf(definitions), 0);
}

/**
 * An object with a sample of each required field.
 *
 * @param budget Shared by several samples that are to be no larger together.
 */
export function sampleObject(
  fields: readonly Field[] | null,
  definitions: Definitions,
  budget = fullBudget(),
): Record<string, unknown> {
  return fields === null ? {} : sampleFields(fields, walkOf(definitions, budget), 0);
}

function sampleFields(fields: readonly Field[], walk: ValueWalk, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    fields.filter(walk.has).map(({ name, type }) => [name, sample(type, walk, depth)]),
  );
}

function sample(type: FieldType, walk: ValueWalk, depth: number): unknown {
  if (!spend(walk, depth)) return {};
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
      return type.items.map((item) => sample(item, walk, depth + 1));
    case 'union':
      return sample(memberOf(type.members, walk, depth), walk, depth + 1);
    case 'model':
      return sampleFields(type.fields, walk, depth + 1);
    case 'named':
      return sampleFields(fieldsWithin(type.name, walk), walk, depth + 1);
    case 'null':
      return null;
    default:
      return {};
  }
}
