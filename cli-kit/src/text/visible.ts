/** Control characters, invisible format characters, line separators, and surrogates that have no partner. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** The escapes of JSON that have one letter. */
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Maximum length of a line on a terminal: about 25 rows of 80 columns. */
export const LONGEST_LINE = 2000;

/**
 * Makes an untrusted text safe for a terminal and for one line. Control characters, line ends, and invisible format
 * characters become JSON escapes, so JSON text keeps its meaning.
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

/** Returns a safe line for a terminal, cut to the size of a screen. */
export function terminalLine(text: string, limit = LONGEST_LINE): string {
  const shown = visible(text.length > limit ? text.slice(0, limit) : text);
  return text.length > limit || shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown;
}

/** Returns a text of several lines as one safe line for a terminal. */
export function oneLine(text: string, limit = LONGEST_LINE): string {
  return terminalLine(text.replaceAll(/\s+/gu, ' ').trim(), limit);
}

/** Returns the lines of a text, each safe for a terminal and cut. */
export function terminalLines(text: string): string {
  return text
    .split('\n')
    .map((line) => terminalLine(line.replaceAll('\t', '  ')))
    .join('\n');
}
