/** Maximum levels of objects and arrays within each other, many more than any intended value has. */
export const DEEPEST = 500;
/** The envelope adds one level. */
export const DEEPEST_PAYLOAD = DEEPEST - 1;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const BRACKET = 0x5b;
const END_BRACE = 0x7d;
const END_BRACKET = 0x5d;

/**
 * Whether JSON is nested deeper than the limit. Recursive functions, such as JSON.stringify, fail at some thousands of
 * levels, possibly in the middle of an operation.
 */
export function isTooDeep(json: Buffer): boolean {
  // Most messages have fewer brackets than that altogether, and counting brackets is much faster than parsing.
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

/** How often a byte occurs. Counting stops soon after `enough`. */
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
