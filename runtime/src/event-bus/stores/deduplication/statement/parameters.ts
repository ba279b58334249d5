import { OnexError } from '../../../../errors/index.ts';

/** What both databases store in the same way. */
export type DatabaseValue = string | number | bigint | boolean | null | Uint8Array;

const LARGEST = 2n ** 63n - 1n;
/** From here on, JavaScript writes numbers with an exponent, which neither database accepts as an integer. */
const EXPONENT = 1e21;

/**
 * The value of the parameter `$<number>` as both databases receive it: times as ISO 8601 text in UTC, objects as JSON.
 * @throws OnexError INVALID_PARAMETER for a value that the databases would store differently.
 */
export function toDatabase(value: unknown, number: number): DatabaseValue {
  const refuse = (what: string, remedy: string): never => {
    throw new OnexError(
      'INVALID_PARAMETER',
      `Parameter $${number} of context.transaction.query is ${what}. ${remedy}`,
    );
  };
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
      return value ?? null;
    case 'string':
      return value.includes('\0') ? refuse('a text with the character NUL', 'Remove it.') : value;
    case 'bigint':
      return value > LARGEST || value < -LARGEST - 1n
        ? refuse('an integer of more than 64 bits', 'Pass it as text.')
        : value;
    case 'number':
      if (!Number.isFinite(value)) return refuse(String(value), 'Pass a finite number or null.');
      return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < EXPONENT
        ? refuse('an integer that a number cannot represent exactly', 'Pass a bigint.')
        : value;
    case 'object':
      return value === null ? null : ofObject(value, refuse);
    default:
      return refuse(`a ${typeof value}`, 'Pass a value.');
  }
}

function ofObject(value: object, refuse: (what: string, remedy: string) => never): DatabaseValue {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? refuse('an invalid Date', 'Pass a valid one.')
      : value.toISOString();
  }
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) {
    return refuse('a list', 'Pass JSON.stringify of it, or one parameter for each item.');
  }
  return JSON.stringify(value) ?? refuse('an object without JSON', 'Pass a value.');
}
