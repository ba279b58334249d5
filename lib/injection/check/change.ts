/** A span of the file and what is there afterwards; an empty span is a place where something goes in. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function inserting({ offset, text }: { readonly offset: number; readonly text: string }): Change {
  return { start: offset, end: offset, text };
}

/** @param changes In the order of the text, none over another. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  let result = '';
  let at = 0;
  for (const change of changes) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at);
}

/** Whether what lies from `start` to `end` goes with a change. */
export function isReplaced(
  changes: readonly Change[],
  { start, end }: { start: number; end: number },
): boolean {
  return changes.some((change) => change.start < change.end && change.start <= start && end <= change.end);
}
