/** A decimal number without loss: `units` × 10^`exponent`. */
interface Exact {
  readonly units: bigint;
  readonly exponent: number;
}

const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/;

/** Powers of ten beyond those of every double. Such a number is above or below all bounds, or next to zero. */
const FARTHEST = 400;

/** Reads a decimal. Null if the text is not one. A value beyond all doubles becomes one just beyond them. */
function exact(text: string): Exact | null {
  const [, sign, whole = '', fraction = '', power = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return null;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return { units: 0n, exponent: 0 };
  const exponent = Number(power) - fraction.length;
  const magnitude = digits.length + exponent;
  const one = sign === '-' ? -1n : 1n;
  if (magnitude > FARTHEST) return { units: one, exponent: FARTHEST };
  if (magnitude < -FARTHEST) return { units: one, exponent: -FARTHEST };
  return { units: one * BigInt(digits), exponent };
}

/** Two numbers in units of the same power of ten. */
function aligned(one: Exact, other: Exact): readonly [bigint, bigint] {
  const exponent = Math.min(one.exponent, other.exponent);
  const units = (value: Exact): bigint => value.units * 10n ** BigInt(value.exponent - exponent);
  return [units(one), units(other)];
}

/**
 * Compares a decimal in text with a number, exactly: negative, zero, or positive. NaN if the text is not a decimal.
 */
export function compareDecimal(text: string, bound: number): number {
  const value = exact(text);
  const other = exact(String(bound));
  if (value === null || other === null) return Number.NaN;
  const [one, two] = aligned(value, other);
  return one < two ? -1 : one > two ? 1 : 0;
}

/** Whether a decimal in text is a whole multiple of a number, exactly. */
export function isDecimalMultiple(text: string, step: number): boolean {
  const value = exact(text);
  const other = exact(String(step));
  if (value === null || other === null || other.units === 0n) return false;
  const [one, two] = aligned(value, other);
  return one % two === 0n;
}

/** Digits of a decimal in text, as Python counts them: all of them, and those after the decimal point. */
export function decimalDigits(text: string): { readonly all: number; readonly places: number } | null {
  const value = exact(text);
  if (value === null) return null;
  const written = NUMBER.exec(text);
  const places = Math.max(0, (written?.[3]?.length ?? 0) - Number(written?.[4] ?? 0));
  const digits = String(value.units).replace('-', '').length;
  return { all: Math.max(digits + Math.max(0, value.exponent), places), places };
}

/**
 * The smallest multiple of `step` that is not below `from`, or the given number of multiples after it. Text without an
 * exponent; null if the step is not above zero.
 */
export function multipleFrom(step: number, from: number, after: number): string | null {
  const one = exact(String(step));
  const two = exact(String(from));
  if (one === null || two === null || one.units <= 0n) return null;
  const [by, least] = aligned(one, two);
  // BigInt division truncates toward zero, which rounds negative values up.
  const reached = least / by + (least % by > 0n ? 1n : 0n);
  return plain((reached + BigInt(after)) * by, Math.min(one.exponent, two.exponent));
}

/** The smallest number that two steps both divide. */
export function commonStep(one: number, other: number): string | null {
  const first = exact(String(one));
  const second = exact(String(other));
  if (first === null || second === null || first.units <= 0n || second.units <= 0n) return null;
  const [a, b] = aligned(first, second);
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return plain((a / x) * b, Math.min(first.exponent, second.exponent));
}

function plain(units: bigint, exponent: number): string {
  if (exponent >= 0) return String(units * 10n ** BigInt(exponent));
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(1 - exponent, '0');
  const fraction = digits.slice(exponent).replace(/0+$/, '');
  return `${sign}${digits.slice(0, exponent)}${fraction === '' ? '' : `.${fraction}`}`;
}
