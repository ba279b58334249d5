/**
 * Distinguishes a change of layout from an edit.
 *
 * Guarantees
 * 1. Two texts count as the same only if their tokens are the same, their keys, values, and comments are the same, or
 *    the project's formatter turns the generated text into the other.
 * 2. An edit that adds, removes, or changes a word is recognized without a parser and without a formatter.
 * 3. The formatter is started only for a text that no parser can compare, such as a document in Markdown.
 *
 * It writes nothing. `status`, upgrades, removals, and renames use it to decide whether a file was edited.
 */
import type { Formatter } from '../../formatter/index.ts';
import { contentsOf } from '../disk/index.ts';
import { sameParsed } from './parsed.ts';

export { isCloser } from './closer.ts';

const WORD = /[\p{L}\p{N}_$]+/gu;

const wordsOf = (text: string): string => (text.match(WORD) ?? []).toSorted().join(' ');

/** Whether two texts have the same words. A formatter may reorder them, for example when it sorts imports. */
function sameWords(one: string, other: string): boolean {
  return wordsOf(one) === wordsOf(other);
}

/** A generated text and the text of the user's file; both with LF line ends. */
export interface Pair {
  /** POSIX, relative to the project's root. */
  readonly path: string;
  readonly generated: string;
  readonly ours: string;
}

/** Larger texts are compared only byte by byte. */
const MAX_LENGTH = 1_000_000;

/**
 * Finds files that only a formatter changed.
 * @param pairs Files whose bytes differ from the generated ones.
 * @param formatter The project's formatter; null if none is installed.
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
