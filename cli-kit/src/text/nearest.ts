import { editDistance } from './edit-distance.ts';

/** Longer input is cut: the comparison costs the product of both lengths. */
const LONGEST = 64;

/**
 * Returns the candidate that is most similar to a typed word; null if none is near. A candidate is near if at most a
 * third of its letters differ (a swap of two neighbors counts once), or if it begins with the typed word and the word has
 * three letters or more. Case is ignored.
 */
export function nearest(typed: string, candidates: Iterable<string>): string | null {
  const wanted = typed.slice(0, LONGEST).toLowerCase();
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const name = candidate.slice(0, LONGEST).toLowerCase();
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

/** Returns ` Did you mean x?`, which follows a sentence; the empty string without a match. */
export function suggestion(match: string | null): string {
  return match === null ? '' : ` Did you mean ${match}?`;
}

/** Returns the same for the candidate that is nearest to a typed word. */
export function didYouMean(typed: string, candidates: Iterable<string>): string {
  return suggestion(nearest(typed, candidates));
}

/** Returns the same, or all candidates if none is near: ` There are: a, b.` The empty string without candidates. */
export function didYouMeanOrList(typed: string, candidates: readonly string[]): string {
  return didYouMean(typed, candidates) || listed(candidates);
}

/** Returns ` There is only a.` or ` There are: a, b.`, which follows a sentence; the empty string without names. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return '';
  return ` ${names.length === 1 ? 'There is only' : 'There are:'} ${names.join(', ')}.`;
}
