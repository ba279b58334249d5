/** A replacement of a part of a text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const overlaps = (one: TextEdit, other: TextEdit): boolean => one.start < other.end && other.start < one.end;

/** Returns the edits of one text without those that overlap an earlier one in the list. */
export function withoutOverlaps(edits: readonly TextEdit[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const edit of edits) if (!taken.some((other) => overlaps(edit, other))) taken.push(edit);
  return taken;
}

/** Applies edits. If several overlap, only the first in the list is applied. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return withoutOverlaps(edits)
    .toSorted((one, other) => other.start - one.start)
    .reduce((result, { start, end, text: part }) => result.slice(0, start) + part + result.slice(end), text);
}
