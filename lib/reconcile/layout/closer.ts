import { changedRanges } from '../../alignment/index.ts';

/** Lines that differ. */
function distance(a: string, b: string): number {
  return changedRanges(a.split('\n'), b.split('\n')).reduce(
    (sum, { before, after }) => sum + Math.max(before.length, after.length),
    0,
  );
}

/** Whether the owner's text has fewer lines that differ from a formatted text than from the generated one. */
export function isCloser(formatted: string, generated: string, ours: string): boolean {
  return distance(formatted, ours) < distance(generated, ours);
}
