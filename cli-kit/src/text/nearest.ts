import { editDistance } from './edit-distance.ts';

/** Longer input is cut: the comparison costs the product of both lengths. */
const LONGEST = 64;

/**
 * The candidate that a typed word was probably meant to be. A candidate is near when at most a third of its letters
 * differ (a swap of two neighbors counts once), or when it begins with the typed word of three letters or more. Case is
 * ignored. null: no candidate is near.
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

/** ` Did you mean x?`, to follow a sentence; the empty string where nothing is near. */
export function suggestion(match: string | null): string {
  return match === null ? '' : ` Did you mean ${match}?`;
}

/** The same for a typed word and what it may have been meant to be. */
export function didYouMean(typed: string, candidates: Iterable<string>): string {
  return suggestion(nearest(typed, candidates));
}

/** The same, or the candidates where nothing is near: ` There are: a, b.` The empty string without candidates. */
export function didYouMeanOrList(typed: string, candidates: readonly string[]): string {
  return didYouMean(typed, candidates) || listed(candidates);
}

/** ` There is only a.` or ` There are: a, b.`, to follow a sentence about a wrong name; the empty string without names. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return '';
  return ` ${names.length === 1 ? 'There is only' : 'There are:'} ${names.join(', ')}.`;
}
