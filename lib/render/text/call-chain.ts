/** If a call takes a function, a longer chain is written on separate lines. */
const MOST_ON_A_LINE = 2;

/**
 * Lays out a chain of calls with a function at its end, `z.string().optional().prefault(() => …)`, as the formatter
 * does.
 */
export function callChain(source: string, indent: number): string {
  const dots = dotsOf(source);
  const calls = dots.filter((dot) => /^\.\w+\(/.test(source.slice(dot)));
  const [first] = calls;
  if (calls.length <= MOST_ON_A_LINE || first === undefined) return source;
  const margin = `\n${' '.repeat(indent + 2)}`;
  const lines = calls.map((dot, index) => source.slice(dot, calls[index + 1]));
  return [source.slice(0, first), ...lines].join(margin);
}

/** Returns where the members of a chain start; empty if a regular expression makes that uncertain. */
function dotsOf(source: string): readonly number[] {
  const dots: number[] = [];
  let depth = 0;
  for (let index = 0; index < source.length; index += 1) {
    const character = source.charAt(index);
    if (character === '/') return [];
    if (`'"\``.includes(character)) index = endOfText(source, index);
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (character === '.' && depth === 0) dots.push(index);
  }
  return dots;
}

/** Returns the index of the quote that ends the string starting at a given quote. */
function endOfText(source: string, start: number): number {
  let index = start + 1;
  while (index < source.length && source[index] !== source[start]) index += source[index] === '\\' ? 2 : 1;
  return index;
}
