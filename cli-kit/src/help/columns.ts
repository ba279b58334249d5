/** Returns the number of columns of a stream's terminal. Without a terminal, no line is broken. */
export function widthOf(stream: Pick<NodeJS.WriteStream, 'columns'> = process.stdout): number {
  return stream.columns > 0 ? stream.columns : Infinity;
}

/** The left text, and its description on the right. */
export type Row = readonly [left: string, right: string];

/** Breaks a text at spaces into lines of at most `width` characters. A longer word has a line of its own. */
function wrap(text: string, width: number): string[] {
  return joinParts(text.split(' '), ' ', width);
}

/**
 * Breaks the syntax of a command or of an option into lines. Words of choices that are longer than a line are broken
 * after a bar: `operation|field|step`.
 */
export function wrapSyntax(text: string, width: number): string[] {
  const words = text.split(' ').flatMap((word) => joinParts(word.split(/(?<=\|)/), '', width));
  return joinParts(words, ' ', width);
}

/** Joins neighboring parts as long as they fit into `width` characters. */
function joinParts(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + separator.length + part.length <= width)
      lines[lines.length - 1] = `${last}${separator}${part}`;
    else lines.push(part);
  }
  return lines;
}

/** A longer text on the left has a line of its own, so the other descriptions are not moved to the right. */
const LONGEST_LEFT = 40;

/**
 * Formats pairs in two columns, indented by two. If the right column would be narrower than half of the terminal, its
 * text is below the left text instead.
 */
export function columns(pairs: readonly Row[], width = widthOf()): string {
  const isLong = (text: string): boolean => text.length > LONGEST_LEFT;
  const left = Math.max(0, ...pairs.map(([text]) => (isLong(text) ? 0 : text.length)));
  const beside = width - left - 4 >= width / 2;
  return pairs
    .map(([name, text]) => {
      if (!beside) {
        const below = wrap(text, width - 6).map((line) => `      ${line}\n`);
        return `  ${wrapSyntax(name.trimStart(), width - 6).join('\n    ')}\n${below.join('')}`;
      }
      const indented = wrap(text, width - left - 4).map((line) => `${' '.repeat(left + 4)}${line}\n`);
      if (isLong(name)) {
        const indent = ' '.repeat(name.length - name.trimStart().length + 2);
        const lines = wrapSyntax(name.trimStart(), width - indent.length - 4);
        return `${indent}${lines.join(`\n${indent}    `)}\n${indented.join('')}`;
      }
      const [first = '', ...rest] = indented;
      return `  ${name.padEnd(left)}  ${first.trimStart()}${rest.join('')}`;
    })
    .join('');
}

/** Formats a paragraph for a terminal with `width` columns. */
export function paragraph(text: string, width = widthOf()): string {
  return `${wrap(text, width).join('\n')}\n`;
}
