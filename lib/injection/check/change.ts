/** A span of the file and the text that replaces it. An empty span is an insertion point. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function inserting({ offset, text }: { readonly offset: number; readonly text: string }): Change {
  return { start: offset, end: offset, text };
}

/** @param changes In text order, without overlaps. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  let result = '';
  let at = 0;
  for (const change of changes) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at);
}

/** Whether a change replaces the whole span from `start` to `end`. */
export function isReplaced(
  changes: readonly Change[],
  { start, end }: { start: number; end: number },
): boolean {
  return changes.some((change) => change.start < change.end && change.start <= start && end <= change.end);
}
