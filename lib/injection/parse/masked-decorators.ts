/** The text that may separate a decorator from its target. */
const GAP = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*/y;
const DECORATOR = /@[\p{ID_Start}$_][\p{ID_Continue}$.]*/gu;

/**
 * Replaces each decorator before a rest parameter or a bracket by spaces: `@Inject() ...parts`, `@Body() [first]`,
 * `@Reflect() [key] = 1`. TypeScript accepts these decorators, but the parser does not. All offsets stay the same. A
 * string with the same form is masked, too, which does not change the syntax.
 */
export function maskedDecorators(text: string): string {
  let masked = '';
  let at = 0;
  for (const { index, 0: name } of text.matchAll(DECORATOR)) {
    if (index < at) continue;
    const end = callEnd(text, index + name.length);
    if (end === null || !/^(?:\.\.\.|\[)/.test(text.slice(gapEnd(text, end), gapEnd(text, end) + 3)))
      continue;
    masked += text.slice(at, index) + text.slice(index, end).replaceAll(/[^\r\n\u2028\u2029]/g, ' ');
    at = end;
  }
  return masked + text.slice(at);
}

/**
 * Returns the end of the arguments after a decorator's name, or the end of the name; null if the arguments do not end.
 */
function callEnd(text: string, nameEnd: number): number | null {
  const open = gapEnd(text, nameEnd);
  if (text[open] !== '(') return nameEnd;
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === "'" || character === '"' || character === '`') at = stringEnd(text, at);
    if (depth === 0) return at + 1;
  }
  return null;
}

function stringEnd(text: string, start: number): number {
  const quote = text[start];
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  return at;
}

function gapEnd(text: string, offset: number): number {
  GAP.lastIndex = offset;
  return offset + (GAP.exec(text)?.[0].length ?? 0);
}
