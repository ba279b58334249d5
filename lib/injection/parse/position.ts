/** 1-based line and column (in UTF-16 units, as editors count) of an offset. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  const lineEnd = /\r\n|\n|\r/g;
  for (let end = lineEnd.exec(text); end !== null && end.index < offset; end = lineEnd.exec(text)) {
    line += 1;
    start = end.index + end[0].length;
  }
  return { line, column: Math.max(0, offset - start) + 1 };
}
