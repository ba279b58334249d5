import { contentsOf } from '../text.ts';
import { mergeFile } from './index.ts';

/**
 * Merges three texts of a file in memory, in the manner its name says.
 * @param path Decides between keys and lines.
 * @returns `ours` with what `theirs` changed since `base`; at a clash the side that is asked for stands.
 */
export async function mergeTexts(
  path: string,
  texts: { readonly base: string; readonly ours: string; readonly theirs: string },
  winner: 'ours' | 'theirs',
): Promise<string> {
  const plain = (text: string) => contentsOf(text).text ?? text;
  const labels = { ours: 'ours', base: 'base', theirs: 'theirs' };
  const input = { base: plain(texts.base), ours: plain(texts.ours), theirs: plain(texts.theirs), labels };
  const merged = await mergeFile(path, input, {
    isSound: () => Promise.resolve(true),
    misfitsOf: () => Promise.resolve([]),
  });
  return winner === 'ours' ? merged.withOurs : merged.withTheirs;
}
