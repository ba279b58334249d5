/** A regular expression of a contract that is safe to run on text from outside. */
export interface Pattern {
  /** JavaScript's, for the flag `u`; it is to match at the start of a text, as Python's `re.match` does. */
  readonly source: string;
  /** Most UTF-16 units of a text that it may be tried on; null: any number. */
  readonly longest: number | null;
}

const ESCAPE = String.raw`\\[dwsDWS]|\\[\^$\\.*+?()[\]{}|/]`;
const CLASS = String.raw`\[\^?(?:${ESCAPE}|\\-|[^\\\]\[])+\]`;
const ATOM = String.raw`(?:${ESCAPE}|${CLASS}|[^\\^$.*+?()[\]{}|]|\.)`;
const FIXED = String.raw`\{\d{1,3}\}`;
const VARIABLE = String.raw`[*+?]|\{\d{1,3},\d{0,3}\}`;
const PIECES = new RegExp(String.raw`(?<atom>${ATOM})(?<quantifier>${FIXED}|${VARIABLE})?`, 'uy');

/** By the number of quantifiers of variable length: each multiplies the ways to try by the length of the text. */
const LONGEST: readonly (number | null)[] = [null, null, 2048, 256];

/**
 * Reads a pattern of the small language whose matching is bounded: characters, classes and escapes, each with a
 * quantifier or none, at most three of them of variable length, anchors at the ends. Without groups nothing is
 * quantified twice and nothing is an alternative, so that backtracking stays polynomial: at most the text's length to
 * the power of the variable quantifiers. null for any other pattern.
 */
export function parsePattern(text: string): Pattern | null {
  const bare = text.replace(/^\^/, '');
  const body = /(?<!\\)(?:\\\\)*\$$/.test(bare) ? bare.slice(0, -1) : bare;
  let variable = 0;
  PIECES.lastIndex = 0;
  while (PIECES.lastIndex < body.length) {
    const { quantifier = '' } = PIECES.exec(body)?.groups ?? {};
    if (PIECES.lastIndex === 0) return null;
    if (quantifier !== '' && !/^\{\d+\}$/.test(quantifier)) variable += 1;
  }
  const longest = LONGEST[variable];
  const source = `^${bare}`;
  return longest === undefined || !isRegExp(source) ? null : { source, longest };
}

/** `[z-a]` and `a{3,1}` have the form of a pattern and are none. */
function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}
