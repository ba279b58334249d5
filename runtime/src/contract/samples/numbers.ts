import { commonStep, multipleFrom } from '../../values/index.ts';
import type { Constraints } from '../field-type.ts';
import { brokenBy } from '../types/constraints.ts';

/** Multiples that are tried, since a double may stand beside the multiple that it is meant to be. */
const TRIES = 8;

/** The number with index `nth` that constraints allow, 1 where it may be; null where none was found. */
export function numberWithin(
  constraints: Constraints,
  kind: 'integer' | 'number',
  nth: number,
): number | null {
  const isTaken = (value: number): boolean =>
    brokenBy(value, constraints).length === 0 &&
    (kind === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value));
  return nthOf(candidates(constraints, kind, nth, Number), isTaken, nth);
}

/** A decimal as text, `1.00` where it may be. */
export function decimalWithin(constraints: Constraints, nth: number): string | null {
  const usual = nth === 0 ? ['1.00', '1'] : [];
  const isTaken = (text: string): boolean => brokenBy(text, constraints).length === 0;
  const all = [...usual, ...candidates(constraints, 'number', nth, String)];
  return nthOf(all, isTaken, nth);
}

function nthOf<T>(candidates: Iterable<T>, isTaken: (value: T) => boolean, nth: number): T | null {
  const found = new Set<T>();
  for (const value of candidates) {
    if (!isTaken(value) || found.has(value)) continue;
    if (found.size === nth) return value;
    found.add(value);
  }
  return null;
}

function* candidates<T>(
  constraints: Constraints,
  kind: 'integer' | 'number',
  nth: number,
  as: (text: string | number) => T,
): Generator<T> {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = constraints;
  const low = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const step = stepOf(constraints, kind);
  yield as(1);
  for (let number = 0; number < TRIES + nth; number += 1) {
    const multiples = [
      Number.isFinite(low) ? multipleFrom(step, low, number) : null,
      Number.isFinite(high) ? multipleFrom(step, high, -number) : null,
      multipleFrom(step, 1, number),
    ];
    for (const multiple of multiples) if (multiple !== null) yield as(multiple);
  }
  if (multipleOf !== undefined || kind === 'integer') return;
  const least = Number.isFinite(low) ? low : high - 1;
  const most = Number.isFinite(high) ? high : low + 1;
  yield as(least);
  yield as(most);
  for (let number = 1; number <= nth + 1; number += 1)
    yield as(least + (most / (nth + 2) - least / (nth + 2)) * number);
}

/** What all candidates are multiples of: as the contract says, and whole where the type is. */
function stepOf({ multipleOf }: Constraints, kind: 'integer' | 'number'): number {
  if (multipleOf === undefined) return 1;
  return kind === 'integer' ? Number(commonStep(multipleOf, 1) ?? multipleOf) : multipleOf;
}
