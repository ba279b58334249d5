import { quote } from 'onex-cli-kit';
import { describe, error, isAbsent, items, mistake, warn } from './place.ts';
import type { Place } from './place.ts';

/**
 * Text, or null when absent. A bare number or boolean where text is meant is an error with the remedy; `off` and its like,
 * which look like text and are none to Python, are taken as text.
 */
export function text(place: Place): string | null {
  if (isAbsent(place)) return null;
  if (typeof place.value === 'string') return place.value;
  const written = typeof place.value === 'boolean' ? place.log.source.plainAt(place.path) : null;
  if (written !== null && !/^(?:true|false)$/i.test(written)) {
    mistake(place, `${written} without quotes is a boolean in YAML 1.1; write it in quotes`);
    return written;
  }
  const remedy = typeof place.value === 'object' ? '' : `; write it in quotes`;
  error(place, `expected text, found ${describe(place.value)}${remedy}`);
  return null;
}

/** Text that is not blank, or null. */
export function word(place: Place): string | null {
  const value = text(place);
  if (value === null) return null;
  if (value.trim() !== '') return value;
  error(place, 'is empty');
  return null;
}

/** Description or comment: folded text ends without its line break. */
export function prose(place: Place): string | null {
  return text(place)?.trim() || null;
}

const YES = new Set(['yes', 'on', 'true', 'y', 't', '1']);
const NO = new Set(['no', 'off', 'false', 'n', 'f', '0']);

/** What Pydantic takes for a boolean: `true`, `"yes"`, `off`, 1, 0; null for anything else. */
export function toBoolean(value: unknown): boolean | null {
  const lower = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : value;
  if (lower === true || YES.has(lower as string)) return true;
  return lower === false || NO.has(lower as string) ? false : null;
}

/** A boolean by the rules of Python's models. */
export function flag(place: Place, absent: boolean): boolean {
  if (isAbsent(place)) return absent;
  const found = toBoolean(place.value);
  if (found !== null) return found;
  error(place, `expected true or false, found ${describe(place.value)}`);
  return absent;
}

/** A finite number within bounds, or null; digits in quotes and `1e3`, which YAML 1.1 takes for text, count as numbers. */
export function number(
  place: Place,
  bounds: { min?: number; max?: number; integer?: boolean } = {},
): number | null {
  if (isAbsent(place)) return null;
  const value = toNumber(place.value);
  if (value === null) {
    error(place, `expected a number, found ${describe(place.value)}`);
    return null;
  }
  const { min = -Number.MAX_VALUE, max = Number.MAX_SAFE_INTEGER, integer = false } = bounds;
  if (integer && !Number.isInteger(value)) error(place, `expected a whole number, found ${quote(value)}`);
  else if (value < min) error(place, `must be at least ${min}, found ${quote(value)}`);
  else if (value > max) error(place, `must be at most ${max}, found ${quote(value)}`);
  else return value;
  return null;
}

/** The longest time that Node's timers take: about 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Of what is kept as a date: a hundred years. */
export const LONGEST_WAIT_MS = 100 * 365 * 86_400_000;

/**
 * A time in whole milliseconds, of a number in `unit` of them, or null. One too long for whatever waits for it is
 * shortened, with a warning.
 * @param bounds `min` is of the number as written, `least` of the milliseconds.
 */
export function milliseconds(
  place: Place,
  bounds: { min: number; least?: number; unit?: number; longest?: number },
): number | null {
  const { min, least = min, unit = 1, longest = LONGEST_TIMER_MS } = bounds;
  const value = number(place, { min });
  if (value === null) return null;
  const time = Math.max(least, Math.round(value * unit));
  if (time <= longest) return time;
  warn(place, `is longer than a node can wait; ${longest} ms are used`);
  return longest;
}

/** A time limit in milliseconds; null when absent, and when it is 0, which means no limit. */
export function timeLimit(place: Place, bounds: { unit?: number; longest?: number } = {}): number | null {
  return isNoLimit(place) ? null : milliseconds(place, { min: 0, least: 1, ...bounds });
}

/** Whether a time limit is 0, which means none. */
export function isNoLimit(place: Place): boolean {
  return toNumber(place.value) === 0;
}

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || !/^[+-]?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i.test(value)) return null;
  const found = Number(value.replaceAll('_', ''));
  return Number.isFinite(found) ? found : null;
}

/** One of a fixed set, compared without regard to case; an error names the set. */
export function oneOf<T extends string>(place: Place, allowed: readonly T[]): T | null {
  const value = text(place);
  if (value === null) return null;
  const found = allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  if (found === undefined) error(place, `expected ${allowed.join(', ')}; found ${quote(value)}`);
  return found ?? null;
}

/** A list of texts; absent is empty, one text alone is a list of one. */
export function words(place: Place): readonly string[] {
  return items(place, { single: true }).flatMap((item) => word(item) ?? []);
}
