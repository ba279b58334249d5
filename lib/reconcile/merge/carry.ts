import { changedRanges, itemsAt } from '../../alignment/index.ts';
import { mergeLines } from './lines.ts';
import { splitLines } from './regions.ts';

const LABELS = { ours: '', base: '', theirs: '' };

function squash(line: string): string {
  return line.replaceAll(/\s+/g, '');
}

/** Line by line, where two layouts of a text differ in nothing but spaces within their lines. */
function carryAligned(text: string, before: string, after: string): string | null {
  const [written, laidOut, edited] = [splitLines(text), splitLines(before), splitLines(after)];
  const aligned =
    written.length === laidOut.length &&
    written.every((line, index) => squash(line) === squash(laidOut[index]!));
  if (!aligned) return null;
  const result: string[] = [];
  let at = 0;
  for (const { before, after } of changedRanges(laidOut, edited)) {
    result.push(...written.slice(at, before.start), ...itemsAt(edited, after));
    at = before.start + before.length;
  }
  return [...result, ...written.slice(at)].join('');
}

/**
 * Carries an edit into a text whose own layout is to stay. A library that writes a document lays all of it out anew;
 * here only the lines are taken that its edit changed.
 * @param text As its owner wrote it.
 * @param before As the library writes it, unedited.
 * @param after As the library writes it, edited.
 * @returns Candidates, the one that keeps most of the layout first; a later one is for when an earlier went wrong.
 */
export function carry(text: string, before: string, after: string): string[] {
  const aligned = carryAligned(text, before, after);
  const { withOurs, withTheirs } = mergeLines({ base: before, ours: text, theirs: after, labels: LABELS });
  return [...(aligned === null ? [] : [aligned]), withOurs, withTheirs, after];
}
