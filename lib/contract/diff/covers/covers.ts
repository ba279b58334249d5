import type { FieldType } from 'onex-runtime/contract';
import { coversModel } from './models.ts';
import { coversRecord, recordCoversModel } from './records.ts';
import type { Comparison, Side } from './scope.ts';
import { constraintsOf, implies } from './constraints.ts';

/** The text length of each kind whose texts all have the same length. */
const LENGTHS: Partial<Record<FieldType['kind'], number>> = { uuid: 36, date: 10 };

/** Kinds of text that a plain string can hold. A published decimal is text; an accepted one may also be a number. */
function isText(kind: FieldType['kind'], side: Side): boolean {
  return (
    ['string', 'uuid', 'datetime', 'date', 'bytes'].includes(kind) ||
    (kind === 'decimal' && side === 'published')
  );
}

/** Whether every value of one scalar type is a value of another. False if that is uncertain. */
function coversScalar(from: FieldType, to: FieldType, side: Side): boolean {
  const own = constraintsOf(from);
  const wanted = constraintsOf(to);
  if (from.kind === to.kind) return implies(own, wanted, from.kind === 'integer');
  switch (to.kind) {
    case 'string': {
      if (!isText(from.kind, side)) return false;
      const length = LENGTHS[from.kind];
      return implies(length === undefined ? {} : { minLength: length, maxLength: length }, wanted);
    }
    case 'number':
      return from.kind === 'integer' && implies(own, wanted, true);
    case 'decimal':
      return ['integer', 'number'].includes(from.kind) && Object.keys(wanted).length === 0;
    default:
      return false;
  }
}

type List = Extract<FieldType, { readonly kind: 'array' | 'set' }>;
type Tuple = Extract<FieldType, { readonly kind: 'tuple' }>;

/** Whether every value of a type is a list of another type. A set is transmitted as a list. */
function coversList(from: FieldType, to: List, comparison: Comparison): boolean {
  const wanted = constraintsOf(to);
  if (from.kind === 'tuple') {
    const count = { minItems: from.items.length, maxItems: from.items.length };
    return implies(count, wanted) && from.items.every((item) => covers(item, to.item, comparison));
  }
  if (from.kind !== 'array' && from.kind !== 'set') return false;
  const own = constraintsOf(from);
  return implies(own, wanted) && (own.maxItems === 0 || covers(from.item, to.item, comparison));
}

function coversTuple(from: FieldType, to: Tuple, comparison: Comparison): boolean {
  if (from.kind !== 'tuple' || from.items.length !== to.items.length) return false;
  return from.items.every((item, index) => covers(item, to.items[index] as FieldType, comparison));
}

/**
 * Whether the model of `to` accepts every message that `from` allows. True only if that is certain, so a change that is
 * reported as compatible is compatible.
 */
export function covers(from: FieldType, to: FieldType, comparison: Comparison): boolean {
  if (to.kind === 'any') return true;
  if (from.kind === 'union') return from.members.every((member) => covers(member, to, comparison));
  if (from.kind === 'literal') return from.values.every((value) => comparison.takes(value, to));
  if (from.kind === 'null') return comparison.takes(null, to);
  if (from.kind === 'boolean' && to.kind !== 'boolean')
    return comparison.takes(true, to) && comparison.takes(false, to);
  if (to.kind === 'union') return to.members.some((member) => covers(from, member, comparison));
  if (from.kind === 'any') return false;
  switch (to.kind) {
    case 'array':
    case 'set':
      return coversList(from, to, comparison);
    case 'tuple':
      return coversTuple(from, to, comparison);
    case 'object':
      return ['object', 'record', 'model', 'named'].includes(from.kind);
    case 'record':
      return coversRecord(from, to, comparison);
    case 'model':
    case 'named':
      if (from.kind === 'model' || from.kind === 'named') return coversModel(from, to, comparison);
      return (from.kind === 'record' || from.kind === 'object') && recordCoversModel(from, to, comparison);
    default:
      return coversScalar(from, to, comparison.side);
  }
}
