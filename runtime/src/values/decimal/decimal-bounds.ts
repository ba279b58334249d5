import type { z } from 'zod';
import { compareDecimal, decimalDigits, isDecimalMultiple } from './decimal.ts';

/** Bounds of a decimal in text form. Digits are counted as Python counts them. */
export interface DecimalBounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
}

const RULES: Readonly<Record<keyof DecimalBounds, readonly [words: string, isKept: Keeps]>> = {
  minimum: ['at least', (text, bound) => compareDecimal(text, bound) >= 0],
  maximum: ['at most', (text, bound) => compareDecimal(text, bound) <= 0],
  exclusiveMinimum: ['more than', (text, bound) => compareDecimal(text, bound) > 0],
  exclusiveMaximum: ['less than', (text, bound) => compareDecimal(text, bound) < 0],
  multipleOf: ['a multiple of', isDecimalMultiple],
  maxDigits: [
    'a decimal whose digits are at most',
    (text, bound) => (decimalDigits(text)?.all ?? Infinity) <= bound,
  ],
  decimalPlaces: [
    'a decimal whose places are at most',
    (text, bound) => (decimalDigits(text)?.places ?? Infinity) <= bound,
  ],
};

type Keeps = (text: string, bound: number) => boolean;

/** A check for a zod schema of a decimal as text. Decimals are compared exactly, never as floating-point numbers. */
export function decimalBounds(bounds: DecimalBounds): (payload: z.core.ParsePayload<string>) => void {
  return (payload) => {
    for (const name of Object.keys(RULES) as (keyof DecimalBounds)[]) {
      const bound = bounds[name];
      const [words, isKept] = RULES[name];
      if (bound === undefined || isKept(payload.value, bound)) continue;
      const message = `Invalid decimal: expected ${words} ${bound}`;
      payload.issues.push({ code: 'custom', message, input: payload.value });
    }
  };
}
