import type { FieldType } from 'onex-runtime/contract';
import { constraintsOf, implies } from './constraints.ts';
import { covers } from './covers.ts';
import type { Comparison } from './scope.ts';

type List = Extract<FieldType, { readonly kind: 'array' | 'set' }>;
type Tuple = Extract<FieldType, { readonly kind: 'tuple' }>;

/** Whether every value of a type is a list of another. A set travels as a list. */
export function coversList(from: FieldType, to: List, comparison: Comparison): boolean {
  const wanted = constraintsOf(to);
  if (from.kind === 'tuple') {
    const count = { minItems: from.items.length, maxItems: from.items.length };
    return implies(count, wanted) && from.items.every((item) => covers(item, to.item, comparison));
  }
  if (from.kind !== 'array' && from.kind !== 'set') return false;
  const own = constraintsOf(from);
  return implies(own, wanted) && (own.maxItems === 0 || covers(from.item, to.item, comparison));
}

export function coversTuple(from: FieldType, to: Tuple, comparison: Comparison): boolean {
  if (from.kind !== 'tuple' || from.items.length !== to.items.length) return false;
  return from.items.every((item, index) => covers(item, to.items[index] as FieldType, comparison));
}
