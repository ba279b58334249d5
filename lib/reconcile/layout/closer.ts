import { changedRanges } from '../../alignment/index.ts';

/** Returns the number of lines that differ. */
function distance(a: string, b: string): number {
  return changedRanges(a.split('\n'), b.split('\n')).reduce(
    (sum, { before, after }) => sum + Math.max(before.length, after.length),
    0,
  );
}

/** Whether the user's text differs from a formatted text in fewer lines than from the generated one. */
export function isCloser(formatted: string, generated: string, ours: string): boolean {
  return distance(formatted, ours) < distance(generated, ours);
}
