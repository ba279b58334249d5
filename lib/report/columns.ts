/** Columns of a stream's terminal; without one as many as it takes. */
export function widthOf(stream: Pick<NodeJS.WriteStream, 'columns'> = process.stdout): number {
  return stream.columns > 0 ? stream.columns : Infinity;
}

/** Breaks a text at spaces into lines of at most `width`; a longer word stands alone. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Pairs in two columns, indented by two. Where the right one would be narrower than half of the terminal, it stands
 * below the left one instead.
 */
export function columns(pairs: readonly (readonly [string, string])[], width = widthOf()): string {
  const left = Math.max(0, ...pairs.map(([text]) => text.length));
  const beside = width - left - 4 >= width / 2;
  return pairs
    .map(([name, text]) => {
      if (!beside) {
        const below = wrap(text, width - 6).map((line) => `      ${line}\n`);
        return `  ${name.trimStart()}\n${below.join('')}`;
      }
      const [first = '', ...rest] = wrap(text, width - left - 4);
      const more = rest.map((line) => `${' '.repeat(left + 4)}${line}\n`);
      return `  ${name.padEnd(left)}  ${first}\n${more.join('')}`;
    })
    .join('');
}

/** A paragraph for a stream's terminal. */
export function paragraph(text: string, width = widthOf()): string {
  return `${wrap(text, width).join('\n')}\n`;
}
