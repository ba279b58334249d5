import { endOfString, isSpace, skipSpace } from './scan.ts';

/** Deeper levels are not indented, because indentation could make the text larger than memory. */
const DEEPEST_INDENTED = 100;

/** The text on one line, without white space between its tokens. */
export function compactJson(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (text[at] === '"') at = endOfString(text, at);
    else if (isSpace(code)) {
      parts.push(text.slice(from, at));
      at = skipSpace(text, at);
      from = at;
    } else at += 1;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** The text on several lines, indented by two spaces as by `JSON.stringify`. */
export function indentedJson(text: string): string {
  const json = compactJson(text);
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  const line = (levels: number): string => (levels > DEEPEST_INDENTED ? '' : `\n${'  '.repeat(levels)}`);
  const put = (end: number, more: string): void => {
    parts.push(json.slice(from, end), more);
    from = end;
  };
  let at = 0;
  while (at < json.length) {
    const character = json[at];
    if (character === '"') {
      at = endOfString(json, at);
      continue;
    }
    if (character === '{' || character === '[') {
      const next = json[at + 1];
      if (next === '}' || next === ']') {
        at += 2;
        continue;
      }
      depth += 1;
      put(at + 1, line(depth));
    } else if (character === '}' || character === ']') {
      depth -= 1;
      // A container whose beginning was not indented ends on the same line.
      put(at, line(depth + 1) === '' ? '' : line(depth));
    } else if (character === ',') put(at + 1, line(depth));
    else if (character === ':') put(at + 1, depth > DEEPEST_INDENTED ? '' : ' ');
    at += 1;
  }
  parts.push(json.slice(from));
  return parts.join('');
}
