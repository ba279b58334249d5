import type { FieldType } from '../field-type.ts';
import type { KeyPath } from '../model.ts';
import { endingOrder, fieldsOf, type Definitions, type HasField } from './models.ts';

/** Most parts, values within values counted, that a node's samples may have together. */
export const MOST_PARTS = 20_000;

/** Most levels that one value of them may have. */
export const MOST_LEVELS = 64;

/** How many parts samples may still have; below zero once there were too many. */
export interface Budget {
  left: number;
}

export const fullBudget = (): Budget => ({ left: MOST_PARTS });

/** What is known while a sample is made. */
export interface SampleWalk {
  readonly definitions: Definitions;
  readonly has: HasField;
  /** Ranks of the models whose values end. */
  readonly order: ReadonlyMap<string, number>;
  readonly budget: Budget;
}

/** A type has no sample. The error ends the walk, and its caller handles it. */
export class NoSample extends Error {
  override readonly name = 'NoSample';
  readonly path: KeyPath;
  constructor(message: string, path: KeyPath) {
    super(message);
    this.path = path;
  }
}

const isRequired: HasField = ({ required }) => required;
const isWritten: HasField = ({ required, default: byDefault }) =>
  required || (byDefault !== undefined && byDefault !== null);

const orders = new WeakMap<HasField, WeakMap<Definitions, ReadonlyMap<string, number>>>([
  [isRequired, new WeakMap()],
  [isWritten, new WeakMap()],
]);

/** @param defaults Whether fields that have a default are in a value, as they are in what a model has read. */
export function startWalk(definitions: Definitions, budget: Budget, defaults: boolean): SampleWalk {
  const has = defaults ? isWritten : isRequired;
  const known = orders.get(has);
  // Finding an order takes a look at all models.
  const order = known?.get(definitions) ?? endingOrder(Object.keys(definitions), definitions, has);
  known?.set(definitions, order);
  return { definitions, has, order, budget };
}

/** Takes a part at a depth from the budget. False: there are too many, or they are too deep, and the value ends here. */
export function spend({ budget }: SampleWalk, depth: number): boolean {
  budget.left = depth > MOST_LEVELS ? -1 : budget.left - 1;
  return budget.left >= 0;
}

/** Fields that a value of a model has: none of one that is open because no value of it ends. */
export function fieldsWithin(name: string, { definitions, order }: SampleWalk) {
  return order.has(name) ? (fieldsOf(name, definitions) ?? []) : [];
}

/**
 * The members of a union in the order in which a value of one is sought: as the contract has them, deeper down those
 * first that lead no further, then those that are found to end first, so that the value ends.
 */
export function membersInOrder(
  members: readonly FieldType[],
  walk: SampleWalk,
  depth: number,
): readonly FieldType[] {
  if (depth <= 1) return members;
  return members.toSorted((one, other) => rankOf(one, walk) - rankOf(other, walk));
}

const FLAT = -2;

function rankOf(type: FieldType, walk: SampleWalk): number {
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
    case 'array':
    case 'set':
      return (type.constraints?.minItems ?? 0) === 0 ? FLAT : rankOf(type.item, walk);
    default:
      return FLAT;
  }
}
