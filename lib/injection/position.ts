/** 1-based line and column (in UTF-16 units, as editors count) of an offset. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const above = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: above.length, column: (above.at(-1)?.replace(/^\uFEFF/, '').length ?? 0) + 1 };
}
