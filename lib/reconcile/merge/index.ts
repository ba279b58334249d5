import { mergeCoarsely, mergeLines } from './lines.ts';
import type { Merged, MergeInput } from './types.ts';

export { holdsConflict, markerLines } from './markers.ts';
export type { Clash, Labels, Merged, MergeInput } from './types.ts';

/** Whether a text is whole in its language; files of unknown kinds always are. */
export type Check = (path: string, text: string) => Promise<boolean>;

/**
 * Merges one text file three ways.
 * @param path Decides the manner: JSON and YAML by key, everything else by line.
 * @param check Guards against merges that are clean by line and broken in their language.
 */
export async function mergeFile(path: string, input: MergeInput, check: Check): Promise<Merged> {
  const merged = mergeLines(input);
  if (merged.clashes.length > 0 || (await check(path, merged.withOurs))) return merged;
  const soundBefore = (await check(path, input.ours)) && (await check(path, input.theirs));
  return soundBefore ? mergeCoarsely(input) : merged;
}
