/**
 * Texts that match a pattern, found from the pattern's syntax: its parts and how often they repeat give the lengths that
 * a text may have, and a text is put together for the shortest of them. The search is bounded. The caller must
 * match each text against the pattern itself.
 */
import { parsePatternText, type PatternNode } from './parse.ts';
import { shortestOf, textsOf } from './make.ts';

/** Lengths beyond the least that are looked at. */
const SPAN = 32;
const ROUNDS = 8;

const ANYTHING: PatternNode = {
  kind: 'repeat',
  part: { kind: 'characters', has: (one) => one === 'x', listed: 'x' },
  least: 0,
  most: Infinity,
};

/** Texts to try on a pattern, of at least and at most so many UTF-16 units; the most readable first. */
export function* patternTexts(pattern: string, least: number, most: number): Generator<string> {
  const body = parsePatternText(pattern);
  if (body === null) return;
  // What no anchor ends may go on with anything.
  const parts = [pattern.startsWith('^') ? [] : [ANYTHING], [body], pattern.endsWith('$') ? [] : [ANYTHING]];
  const node: PatternNode = { kind: 'sequence', parts: parts.flat() };
  const shortest = Math.max(least, shortestOf(node));
  yield* textsOf(node, { least, longest: Math.min(most, shortest + SPAN), rounds: ROUNDS });
}
