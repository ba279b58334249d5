import { contentsOf } from '../disk/index.ts';
import type { Answer, Question } from '../types.ts';
import { mergeFile } from './index.ts';

/** The side that wins a conflict, or a function that asks for the winner. */
export type Winner = 'ours' | 'theirs' | ((question: Question) => Promise<Answer>);

/**
 * Merges three texts of a file in memory, with the method that its name determines.
 * @param path Relative to the root; its name decides between keys and lines.
 * @returns `ours` with the changes of `theirs` since `base`; the winner settles conflicts. If a conflict is postponed,
 *   the result is the user's text.
 */
export async function mergeTexts(
  path: string,
  texts: { readonly base: string; readonly ours: string; readonly theirs: string },
  winner: Winner,
): Promise<string> {
  const plain = (text: string) => contentsOf(text).text ?? text;
  const labels = { ours: 'ours', base: 'base', theirs: 'theirs' };
  const input = { base: plain(texts.base), ours: plain(texts.ours), theirs: plain(texts.theirs), labels };
  const merged = await mergeFile(path, input, {
    isSound: () => Promise.resolve(true),
    contradictionsOf: () => Promise.resolve([]),
  });
  if (winner === 'theirs') return merged.withTheirs;
  if (winner === 'ours' || merged.clashes.length === 0) return merged.withOurs;
  const answer = await winner({ path, ...input, ...merged });
  if (typeof answer === 'object') return answer.text;
  if (answer === 'skip') return texts.ours;
  return answer === 'theirs' ? merged.withTheirs : merged.withOurs;
}
