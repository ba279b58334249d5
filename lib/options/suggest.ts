/** Number of inserted, deleted, replaced or swapped letters between two words (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + replaced,
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** The candidate that was most probably meant, or undefined when none is near (a third of its letters may differ). */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.slice(0, 64).toLowerCase();
  let best: { candidate: string; cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = distance(lower, candidate.toLowerCase());
    if (cost <= Math.max(1, Math.floor(candidate.length / 3)) && cost < (best?.cost ?? Infinity)) {
      best = { candidate, cost };
    }
  }
  return best?.candidate;
}

/** `; did you mean "x"?` or, when nothing is near, the list of what there is. Ends a message. */
export function didYouMean(
  word: string,
  candidates: readonly string[],
  show = (name: string) => name,
): string {
  const meant = closest(word, candidates);
  if (meant !== undefined) return `; did you mean ${show(meant)}?`;
  if (candidates.length === 0) return '';
  return `; there is ${candidates.map((candidate) => show(candidate)).join(', ')}`;
}
