import { editDistance } from './edit-distance.ts';

/**
 * The candidate that was probably meant, or null when none is near: differing in at most a third of its letters, where
 * a swap of two neighbors counts once, or beginning with what was typed (three letters or more).
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

/** ` Did you mean x?` to follow a message; the empty string where no candidate is near. */
export function suggestion(match: string | null): string {
  return match === null ? '' : ` Did you mean ${match}?`;
}
