/** Text in a table's cell: bars and angle brackets would be taken for something else. */
const cell = (text: string): string =>
  text
    .replaceAll('|', String.raw`\|`)
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');

/** Inline code; inside a table the bars are escaped by `table`. */
export const code = (text: string): string => `\`${text}\``;

/** A table with a head; empty where there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`;
}

/** Parts with an empty line between; the empty ones are left out. */
export const paragraphs = (parts: readonly string[]): string =>
  `${parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== '')
    .join('\n\n')}\n`;

/** A block of command lines. */
export const shell = (lines: readonly string[]): string => `\`\`\`sh\n${lines.join('\n')}\n\`\`\``;
