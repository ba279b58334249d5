import type { Constraints, FieldType } from 'onex-runtime/contract';

type Bounds = Readonly<Record<string, unknown>>;

/** Returns the constraints of a type; none if its kind has none. */
export function constraintsOf(type: FieldType): Constraints {
  return (type as { readonly constraints?: Constraints }).constraints ?? {};
}

/**
 * Whether every value that satisfies the constraints of `from` also satisfies those of `to`. False if that is
 * uncertain: two patterns are compared by their text.
 */
export function implies(from: Constraints, to: Constraints, isInteger = false): boolean {
  return Object.keys(to).every((name) => keeps(from as Bounds, name, (to as Bounds)[name], isInteger));
}

function keeps(from: Bounds, name: string, bound: unknown, isInteger: boolean): boolean {
  if (bound === undefined) return true;
  switch (name) {
    case 'minimum':
      return isAbove(from['minimum'], bound, true) || isAbove(from['exclusiveMinimum'], bound, true);
    case 'exclusiveMinimum':
      return isAbove(from['minimum'], bound, false) || isAbove(from['exclusiveMinimum'], bound, true);
    case 'maximum':
      return isAbove(bound, from['maximum'], true) || isAbove(bound, from['exclusiveMaximum'], true);
    case 'exclusiveMaximum':
      return isAbove(bound, from['maximum'], false) || isAbove(bound, from['exclusiveMaximum'], true);
    case 'minLength':
    case 'minItems':
      return bound === 0 || isAbove(from[name], bound, true);
    case 'maxLength':
    case 'maxItems':
      return isAbove(bound, from[name], true);
    case 'multipleOf':
      return isMultiple(from[name], bound) || (isInteger && bound === 1);
    default:
      return JSON.stringify(from[name]) === JSON.stringify(bound);
  }
}

function isAbove(value: unknown, bound: unknown, orEqual: boolean): boolean {
  if (typeof value !== 'number' || typeof bound !== 'number') return false;
  return orEqual ? value >= bound : value > bound;
}

/** For fractions, only equality is certain: in floating point, `0.3 / 0.1` is not an integer. */
function isMultiple(step: unknown, bound: unknown): boolean {
  if (step === bound) return true;
  if (!Number.isSafeInteger(step) || !Number.isSafeInteger(bound)) return false;
  return (step as number) % (bound as number) === 0;
}
