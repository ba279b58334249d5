/**
 * The candidate that was probably meant, or null when none is near: differing in at most a third of its letters, where
 * a swap of two neighbours counts once, or beginning with what was typed (three letters or more).
 */
export function nearest(typed: string, candidates: Iterable<string>): string | null {
  const wanted = typed.toLowerCase();
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const name = candidate.toLowerCase();
    const limit = Math.max(1, Math.floor(Math.max(name.length, wanted.length) / 3));
    const begins = wanted.length >= 3 && name.startsWith(wanted);
    const distance = begins ? 0.5 : editDistance(wanted, name);
    if ((begins || distance <= limit) && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** ` Did you mean "x"?` to be put behind a message, or the empty string. */
export function didYouMean(typed: string, candidates: Iterable<string>): string {
  const match = nearest(typed, candidates);
  return match === null ? '' : ` Did you mean "${match}"?`;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each at cost 1. */
export function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, twoBack[column - 2]! + 1);
      current.push(cost);
    }
    twoBack = previous;
    previous = current;
  }
  return previous[b.length]!;
}
