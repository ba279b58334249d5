import { words } from './words.ts';

export const MAX_STEM_LENGTH = 60;

/**
 * A name of our own for any text, fit for a file and, in Pascal case behind a prefix, for a class: snake case ASCII,
 * never empty, bounded. `fallback` stands in where nothing is left of the text.
 */
export function stem(text: string, fallback: string): string {
  const snake = words(text).join('_').slice(0, MAX_STEM_LENGTH).replace(/_+$/, '');
  return snake === '' ? fallback : snake;
}

/**
 * Stems of several texts, in order, all different on every file system (compared without regard to case):
 * the second `ledger_append` becomes `ledger_append_2`.
 */
export function uniqueStems(texts: readonly string[], fallback: string): readonly string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const first = stem(text, fallback);
    let candidate = first;
    for (let count = 2; taken.has(candidate); count += 1) candidate = `${first}_${count}`;
    taken.add(candidate);
    return candidate;
  });
}

/** The first two names that a case-insensitive file system would take for one, or null. */
export function findClash(names: readonly string[]): readonly [string, string] | null {
  const seen = new Map<string, string>();
  for (const name of names) {
    const folded = name.normalize('NFC').toLowerCase();
    const earlier = seen.get(folded);
    if (earlier !== undefined) return [earlier, name];
    seen.set(folded, name);
  }
  return null;
}
