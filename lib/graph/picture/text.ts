/** Width of a character in the picture's fonts, in pixels at size 1. */
const RATIO = 0.605;

/** Escapes a text for SVG, and replaces characters that XML forbids or that reorder neighboring text. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** Returns the number of columns of a text in a monospaced font. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text)
    columns += /[\u1100-\u115F\u2E80-\uFFEF\u{1F000}-\u{3FFFF}]/u.test(character) ? 2 : 1;
  return columns;
}

/** Shortens a text to `limit` columns; a longer one ends with an ellipsis. */
export function cut(text: string, limit: number): string {
  if (columnsOf(text) <= limit) return text;
  let short = '';
  for (const character of text) {
    if (columnsOf(short + character) > limit - 1) break;
    short += character;
  }
  return `${short}…`;
}

/** Returns the width of a text in pixels, in a monospaced font of a given size. */
export const widthOf = (text: string, size: number): number => Math.ceil(columnsOf(text) * size * RATIO);
