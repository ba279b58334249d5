import { editDistance } from 'onex-cli-kit';

/** Longer keys may have two typos. */
const LONG = 9;
const SHORTEST = 4;
/** The cost of a comparison is the product of both lengths, and no known key is longer. */
const LONGEST = 60;
/** An author may give thousands of names. */
const MOST = 1000;

/** The known key that a written one is almost: other case, hyphens for underscores, or a typo. */
export function meantKey(written: string, known: readonly string[]): string | null {
  if (written.length > LONGEST) return null;
  const folded = fold(written);
  const few = known.slice(0, MOST);
  const same = few.find((key) => fold(key) === folded);
  if (same !== undefined) return same;
  if (folded.length < SHORTEST - 1) return null;
  let best: string | null = null;
  let least = folded.length < LONG ? 1 : 2;
  for (const key of few) {
    if (key.length < SHORTEST || Math.abs(key.length - written.length) > least) continue;
    const distance = editDistance(written.toLowerCase(), key);
    if (distance > least || (distance === least && best !== null)) continue;
    best = key;
    least = distance;
  }
  return best;
}

function fold(key: string): string {
  return key.toLowerCase().replaceAll(/[-_\s]/g, '');
}
