/**
 * Whole cents of a decimal text such as `12.5`; further digits are cut off.
 * A Decimal travels as text, because a JSON number would change its digits.
 */
export function cents(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.slice(0, 2).padEnd(2, '0'));
}

/** `12.50` of 1250n. */
export function decimal(amount: bigint): string {
  return `${amount / 100n}.${(amount % 100n).toString().padStart(2, '0')}`;
}
