import { languageOf } from './documents/index.ts';
import { mergeCoarsely, mergeLines } from './lines.ts';
import type { Merged, MergeInput } from './types.ts';

export { conflictLines, holdsConflict, leftoverLines } from './markers.ts';
export type { Clash, Labels, Merged, MergeInput } from './types.ts';

/** Whether a text is whole in its language; files of unknown kinds always are. */
export type Check = (path: string, text: string) => Promise<boolean>;

/** Null for files that hold no keys, or none that can be told apart. */
async function mergeByKey(path: string, input: MergeInput): Promise<Merged | null> {
  const language = await languageOf(path);
  if (!language) return null;
  const { mergeStructured } = await import('./structured.ts');
  return mergeStructured(input, language);
}

/**
 * Merges one text file three ways.
 * @param path Decides the manner: JSON and YAML by key, everything else by line.
 * @param check Guards against merges that are clean by line and broken in their language.
 */
export async function mergeFile(path: string, input: MergeInput, check: Check): Promise<Merged> {
  const merged = (await mergeByKey(path, input)) ?? mergeLines(input);
  // Where it clashes, either side may be chosen.
  const sound =
    (await check(path, merged.withOurs)) &&
    (merged.withTheirs === merged.withOurs || (await check(path, merged.withTheirs)));
  if (sound) return merged;
  const soundBefore = (await check(path, input.ours)) && (await check(path, input.theirs));
  return soundBefore ? mergeCoarsely(input) : merged;
}
