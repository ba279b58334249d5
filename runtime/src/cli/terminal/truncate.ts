/** The text truncated to a width in UTF-16 units, with an ellipsis if something is missing. */
export function truncate(text: string, width: number): string {
  if (text.length <= width) return text;
  return width < 1 ? '' : `${text.slice(0, width - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The same, truncated at the start, because the end of a topic is more informative than its beginning. */
export function truncateStart(text: string, width: number): string {
  if (text.length <= width) return text;
  return width < 1 ? '' : `…${text.slice(text.length - width + 1).replace(/^[\udc00-\udfff]/, '')}`;
}
