import type { FieldType } from 'onex-runtime/contract';
import { fieldsOf, type Definitions } from './field-models.ts';
import { endingOrder, type HasField } from './model-ends.ts';

/** Most parts, values within values counted, that a node's samples and placeholders may have together. */
export const MOST_PARTS = 20_000;

/** Most levels that one value of them may have. */
export const MOST_LEVELS = 64;

/** How many parts may still be made up; below zero once there were too many. */
export interface Budget {
  left: number;
}

export const fullBudget = (): Budget => ({ left: MOST_PARTS });

/** What is known while a value is made up. */
export interface ValueWalk {
  readonly definitions: Definitions;
  readonly has: HasField;
  /** Ranks of the models whose values end. */
  readonly order: ReadonlyMap<string, number>;
  readonly budget: Budget;
}

/** @param orders Of the same `has`, by definitions: finding an order takes a look at all of them. */
export function startWalk(
  definitions: Definitions,
  has: HasField,
  budget: Budget,
  orders: WeakMap<Definitions, ReadonlyMap<string, number>>,
): ValueWalk {
  const order = orders.get(definitions) ?? endingOrder(Object.keys(definitions), definitions, has);
  orders.set(definitions, order);
  return { definitions, has, order, budget };
}

/**
 * Takes a part at a depth from the budget. False: there are too many, or they lie too deep, and nothing is to be made
 * up within this one.
 */
export function spend({ budget }: ValueWalk, depth: number): boolean {
  budget.left = depth > MOST_LEVELS ? -1 : budget.left - 1;
  return budget.left >= 0;
}

/** Fields that a value of a model has: none of one that is open since no value of it ends. */
export function fieldsWithin(name: string, { definitions, order }: ValueWalk) {
  return order.has(name) ? (fieldsOf(name, definitions) ?? []) : [];
}

/**
 * The member of a union that a value is made of: the first, deeper down one that leads no further, else the one that
 * is found to end first, so that it ends.
 */
export function memberOf(members: readonly FieldType[], walk: ValueWalk, depth: number): FieldType {
  const [first = { kind: 'null' }, ...others] = members;
  if (depth <= 1) return first;
  const flat = members.find(({ kind }) => !['named', 'model', 'tuple', 'union'].includes(kind));
  return (
    flat ?? others.reduce((best, other) => (rankOf(other, walk) < rankOf(best, walk) ? other : best), first)
  );
}

function rankOf(type: FieldType, walk: ValueWalk): number {
  const ranks = (types: readonly FieldType[]): number[] => types.map((inner) => rankOf(inner, walk));
  switch (type.kind) {
    case 'named':
      return walk.order.get(type.name) ?? -1;
    case 'union':
      return Math.min(...ranks(type.members));
    case 'tuple':
      return Math.max(-1, ...ranks(type.items));
    case 'model':
      return Math.max(-1, ...ranks(type.fields.filter(walk.has).map((field) => field.type)));
    default:
      return -1;
  }
}
