/** Control characters, marks that turn or join text without being seen, line separators, and halves of a character. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** The escapes of JSON that have one letter. */
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Most characters of a line on a terminal: some 80 columns of 25 rows. */
export const LONGEST_LINE = 2000;

/**
 * A text of others, made safe for a terminal and for one line: control characters, line ends, and marks that turn the
 * direction of text become the escapes that JSON has for them. In JSON the text keeps its meaning.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const short = SHORT[character];
    if (short !== undefined) return short;
    let escaped = '';
    for (let index = 0; index < character.length; index += 1)
      escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
    return escaped;
  });
}

/** A line for a terminal: safe, and cut to a screen's length. */
export function terminalLine(text: string, limit = LONGEST_LINE): string {
  const shown = visible(text.length > limit ? text.slice(0, limit) : text);
  return text.length > limit || shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown;
}

/** A text of several lines as one line for a terminal. */
export function oneLine(text: string, limit = LONGEST_LINE): string {
  return terminalLine(text.replaceAll(/\s+/gu, ' ').trim(), limit);
}

/** Lines for a terminal, each safe and cut. */
export function terminalLines(text: string): string {
  return text
    .split('\n')
    .map((line) => terminalLine(line.replaceAll('\t', '  ')))
    .join('\n');
}
