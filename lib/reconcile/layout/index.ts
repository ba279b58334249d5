/**
 * Distinguishes a change of layout from an edit.
 *
 * Guarantees
 * 1. Two texts count as the same only where their tokens, their keys and values with comments, or what the project's
 *    formatter makes of the generated one are the same.
 * 2. An edit that adds, removes, or changes a word is recognized without a parser and without a formatter.
 * 3. The formatter is started only for a text that no parser can compare, such as a document in Markdown.
 *
 * It writes nothing. `status`, upgrades, removals, and renames ask here whether a file is as it was generated.
 */
import type { Formatter } from '../../formatter/index.ts';
import { contentsOf } from '../disk/index.ts';
import { sameParsed } from './parsed.ts';

export { isCloser } from './closer.ts';

const WORD = /[\p{L}\p{N}_$]+/gu;

const wordsOf = (text: string): string => (text.match(WORD) ?? []).toSorted().join(' ');

/** Whether two texts have the same words. A formatter may put them into another order, as one that sorts imports does. */
function sameWords(one: string, other: string): boolean {
  return wordsOf(one) === wordsOf(other);
}

/** A generated text, and what the owner's file has; both with LF line ends. */
export interface Pair {
  /** POSIX, relative to the project's root. */
  readonly path: string;
  readonly generated: string;
  readonly ours: string;
}

/** Larger texts are compared by their bytes alone. */
const MAX_LENGTH = 1_000_000;

/**
 * Files that only a formatter changed.
 * @param pairs Of files whose bytes differ from the generated ones.
 * @param formatter Of the project; null where it installed none.
 * @returns Their paths.
 */
export async function reformatted(
  pairs: readonly Pair[],
  formatter: Formatter | null,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const open: Pair[] = [];
  for (const pair of pairs) {
    if (pair.ours.length > MAX_LENGTH || !sameWords(pair.generated, pair.ours)) continue;
    if (await sameParsed(pair)) found.add(pair.path);
    else open.push(pair);
  }
  if (formatter === null || open.length === 0) return found;
  const formatted = await formatter.format(open.map(({ path, generated }) => ({ path, text: generated })));
  for (const [index, { path, ours }] of open.entries()) {
    const text = formatted[index] ?? null;
    if (text !== null && contentsOf(text).text === ours) found.add(path);
  }
  return found;
}
