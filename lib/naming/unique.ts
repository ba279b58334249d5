import { toPascal, words } from './words.ts';

export const MAX_STEM_LENGTH = 60;

/**
 * Derives a name from any text, valid for a file and, in Pascal case after a prefix, for a class: snake case ASCII,
 * never empty, with a maximum length. `fallback` is used if no characters of the text remain.
 */
export function stem(text: string, fallback: string): string {
  const snake = words(text).join('_').slice(0, MAX_STEM_LENGTH).replace(/_+$/, '');
  return snake === '' ? fallback : snake;
}

/** Names that are already in use. */
export interface TakenNames {
  /** Stems, in snake case. */
  readonly files?: Iterable<string>;
  /** In Pascal case. */
  readonly classes?: Iterable<string>;
}

/**
 * Returns stems of several texts, in order, all different on every file system (compared case-insensitively): the
 * second `ledger_append` becomes `ledger_append_2`.
 */
export function uniqueStems(
  texts: readonly string[],
  fallback: string,
  taken: Pick<TakenNames, 'files'> = {},
): readonly string[] {
  const files = new Set(taken.files);
  return numbered(texts, fallback, (candidate) => {
    if (files.has(candidate)) return false;
    files.add(candidate);
    return true;
  });
}

/**
 * Returns stems that also differ as class names. `create2` and `create_2` are both `Create2`, so the second becomes
 * `create_2_2`.
 */
export function uniqueClassStems(
  texts: readonly string[],
  fallback: string,
  taken: TakenNames = {},
): readonly string[] {
  const files = new Set(taken.files);
  const classes = new Set(taken.classes);
  return numbered(texts, fallback, (candidate) => {
    if (files.has(candidate)) return false;
    const name = toPascal(candidate);
    if (classes.has(name)) return false;
    files.add(candidate);
    classes.add(name);
    return true;
  });
}

/** @param take Reserves a name if it is available. */
function numbered(
  texts: readonly string[],
  fallback: string,
  take: (candidate: string) => boolean,
): readonly string[] {
  // Names stay reserved, so the search continues where the last one for the same stem ended.
  const counts = new Map<string, number>();
  return texts.map((text) => {
    const first = stem(text, fallback);
    for (let count = counts.get(first) ?? 1; ; count += 1) {
      const candidate = count === 1 ? first : `${first}_${count}`;
      if (!take(candidate)) continue;
      counts.set(first, count + 1);
      return candidate;
    }
  });
}

/** Returns the first two names that a case-insensitive file system would treat as one, or null. */
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
