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

/**
 * By the number of quantifiers of variable length, each of which multiplies the number of attempts by the length of the
 * text.
 */
const LONGEST: readonly (number | null)[] = [null, null, 2048, 256];
/** Characters that a pattern asks for one after the other; each of the ways to try may look at all of them. */
const FEW_CHARACTERS = 8;
const MOST_CHARACTERS = 4096;
/** Longer ones are refused before anything compiles them. */
const LONGEST_PATTERN = 1000;

/**
 * Reads a pattern of the small language whose matching is bounded: characters, classes and escapes, each with a
 * quantifier or none, at most three of them of variable length, anchors at the ends. Without groups nothing is
 * quantified twice and nothing is an alternative, so that backtracking stays polynomial: at most the text's length to
 * the power of the variable quantifiers, times the characters that it asks for. null for any other pattern.
 */
export function parsePattern(text: string): Pattern | null {
  if (text.length > LONGEST_PATTERN) return null;
  const bare = text.replace(/^\^/, '');
  const body = /(?<!\\)(?:\\\\)*\$$/.test(bare) ? bare.slice(0, -1) : bare;
  let variable = 0;
  let characters = 0;
  PIECES.lastIndex = 0;
  while (PIECES.lastIndex < body.length) {
    const { quantifier = '' } = PIECES.exec(body)?.groups ?? {};
    if (PIECES.lastIndex === 0) return null;
    if (quantifier !== '' && !/^\{\d+\}$/.test(quantifier)) variable += 1;
    characters += leastOf(quantifier);
  }
  const longest = LONGEST[variable];
  const source = `^${bare}`;
  if (longest === undefined || characters > MOST_CHARACTERS || !isRegExp(source)) return null;
  const bounded = shorter(longest, variable, characters);
  // It could match nothing.
  return bounded !== null && bounded < characters ? null : { source, longest: bounded };
}

/** How many characters an atom with a quantifier asks for at least. */
function leastOf(quantifier: string): number {
  if (quantifier === '') return 1;
  return quantifier.startsWith('{') ? Number.parseInt(quantifier.slice(1), 10) : 1;
}

/** The longest text of which matching costs no more than with a pattern of few characters. */
function shorter(longest: number | null, variable: number, characters: number): number | null {
  if (variable === 0 || characters <= FEW_CHARACTERS) return longest;
  const steps = (longest ?? LONGEST_OF_ONE) ** variable * (FEW_CHARACTERS / characters);
  return Math.floor(steps ** (1 / variable));
}

/** One quantifier of variable length is linear in the text, and a message has about a million characters at most. */
const LONGEST_OF_ONE = 2 ** 20;

/** `[z-a]` and `a{3,1}` have the form of a pattern, but are invalid. */
function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}
