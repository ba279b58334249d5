// C0, DEL, C1; line and paragraph separators; marks that turn the direction of text.
// oxlint-disable-next-line no-control-regex
const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from messages made safe for a terminal: one line, no escape sequences, nothing that turns what stands beside it
 * around. What is taken out is shown as `\u001b`.
 */
export function printable(text: string): string {
  return text.replaceAll(HARMFUL, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** The text cut to a width in UTF-16 units, with an ellipsis where something is missing. */
export function truncate(text: string, width: number): string {
  if (text.length <= width) return text;
  return width < 1 ? '' : `${text.slice(0, width - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The same, with what is missing at the start: the end of a topic tells more than its beginning. */
export function truncateStart(text: string, width: number): string {
  if (text.length <= width) return text;
  return width < 1 ? '' : `…${text.slice(text.length - width + 1).replace(/^[\udc00-\udfff]/, '')}`;
}
