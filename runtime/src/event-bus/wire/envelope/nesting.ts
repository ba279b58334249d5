/** Levels of objects and arrays within each other, many more than any value has that somebody means. */
export const DEEPEST = 500;
/** The envelope is one level more. */
export const DEEPEST_PAYLOAD = DEEPEST - 1;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const BRACKET = 0x5b;
const END_BRACE = 0x7d;
const END_BRACKET = 0x5d;

/**
 * Whether JSON is nested deeper than that. What walks a value by recursion, as JSON.stringify does, fails at some
 * thousands of levels, in the middle of what is done with it.
 */
export function isTooDeep(json: Buffer): boolean {
  // Most messages have fewer brackets than that altogether, and searching for them is much faster than reading.
  const rest = DEEPEST - count(json, BRACE, DEEPEST);
  if (rest >= 0 && count(json, BRACKET, rest) <= rest) return false;
  let depth = 0;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index];
    if (byte === QUOTE) index = endOfString(json, index);
    else if (byte === BRACE || byte === BRACKET) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (byte === END_BRACE || byte === END_BRACKET) depth -= 1;
  }
  return false;
}

/** How often a byte occurs; it is not counted much further than `enough`. */
function count(json: Buffer, byte: number, enough: number): number {
  let found = 0;
  for (let at = json.indexOf(byte); at !== -1 && found <= enough; at = json.indexOf(byte, at + 1)) found += 1;
  return found;
}

function endOfString(json: Buffer, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== QUOTE) index += json[index] === BACKSLASH ? 2 : 1;
  return index;
}
