import type { Constraints } from '../field-type.ts';
import { brokenBy } from '../types/constraints.ts';
import { formatTexts } from '../types/names/index.ts';
import { patternTexts } from './pattern/index.ts';

/** The text that a sample has where nothing says otherwise. */
export const SAMPLE_TEXT = 'example';

/** Longest text that a sample may have, in UTF-16 units. */
export const LONGEST_TEXT = 4096;

/** The text with index `nth` that constraints allow, or why none was found. */
export function textWithin(
  constraints: Constraints,
  nth: number,
): { readonly text: string } | { readonly why: string } {
  const { minLength = 0, pattern } = constraints;
  if (minLength > LONGEST_TEXT) {
    return { why: `minLength ${minLength} is above ${LONGEST_TEXT}, the most that a sample has` };
  }
  if (pattern === undefined && constraints.format === undefined) {
    const text = lengthened(nth, minLength, constraints.maxLength ?? LONGEST_TEXT);
    if (brokenBy(text, constraints).length === 0) return { text };
  }
  const found = new Set<string>();
  for (const text of candidates(constraints, nth)) {
    if (brokenBy(text, constraints).length > 0) continue;
    found.add(text);
    if (found.size > nth) return { text };
  }
  const what = pattern === undefined ? 'its constraints' : `the pattern ${pattern} and its other constraints`;
  return {
    why:
      found.size === 0
        ? `no text was found for ${what}`
        : `only ${found.size} different texts were found for ${what}`,
  };
}

function* candidates(constraints: Constraints, nth: number): Generator<string> {
  const { minLength = 0, maxLength = LONGEST_TEXT, pattern, format } = constraints;
  if (format !== undefined) {
    for (const text of formatTexts(format, minLength)) {
      yield text;
      for (let number = 1; number <= nth; number += 1)
        yield text.replace(/[ux1]/, (one) => (one === '1' ? String(number + 1) : `${one}${number}`));
    }
    return;
  }
  for (let number = 0; number <= nth; number += 1) yield lengthened(number, minLength, maxLength);
  if (pattern !== undefined) yield* patternTexts(pattern, minLength, Math.min(maxLength, LONGEST_TEXT));
}

/** `example`, `example2`, cut or lengthened to what the lengths allow. */
function lengthened(number: number, least: number, most: number): string {
  const end = number === 0 ? '' : String(number + 1);
  return SAMPLE_TEXT.slice(0, Math.max(0, most - end.length)).padEnd(least - end.length, 'x') + end;
}
