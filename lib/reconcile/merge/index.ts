/**
 * Merges one text three ways.
 *
 * Order of the methods
 * 1. Files of rules, such as `.gitignore`, without a base: missing rules are appended.
 * 2. JSON and YAML: by key.
 * 3. Everything else: by line. Conflicting lines in TypeScript or JavaScript are merged by token.
 *
 * Guarantees: a change of one side is in the result. A merge that is clean by line but invalid in its language becomes
 * a conflict. A merge never guesses between two changes of the same place. It must not depend on the origin of the
 * texts.
 */
import { languageOf } from '../../injection/parse/language.ts';
import { languageOf as languageOfDocument } from './documents/index.ts';
import { mergeCoarsely, mergeLines } from './lines.ts';
import { mergeContradictions, type Contradiction } from './contradictions.ts';
import { addRules, holdsRules } from './rule-lines.ts';
import { cleanly, type Merged, type MergeInput } from './types.ts';

export { conflictLines, holdsConflict, leftoverLines } from './markers.ts';
export type { Clash, Labels, Merged, MergeInput } from './types.ts';

/** Whether a text is valid in its language; files of unknown kinds always are. */
export type Check = (path: string, text: string) => Promise<boolean>;

/** Returns null for files without keys or without distinct keys. */
async function mergeByKey(path: string, input: MergeInput): Promise<Merged | null> {
  const language = await languageOfDocument(path);
  if (!language) return null;
  const { mergeStructured } = await import('./structured.ts');
  return mergeStructured(input, language);
}

/** Merges by line; conflicts are then merged by token, which tolerates layout changes. */
async function mergeText(path: string, input: MergeInput): Promise<Merged> {
  const byLine = mergeLines(input);
  if (byLine.clashes.length === 0 || languageOf(path) === null) return byLine;
  const { mergeByTokens } = await import('./tokens/index.ts');
  const text = await mergeByTokens(path, input);
  return text === null ? byLine : cleanly(text);
}

/** Returns what a clean merge broke, compared with the three merged texts. */
export type ContradictionsOf = (
  path: string,
  merged: string,
  sides: MergeInput,
) => Promise<readonly Contradiction[]>;

/** How merges are checked in the language of their file. */
export interface Checks {
  readonly isSound: Check;
  readonly contradictionsOf: ContradictionsOf;
}

/**
 * Merges one text file three ways.
 * @param path Determines the method: JSON and YAML by key, everything else by line.
 * @param checks Detect merges that are clean by line but invalid in their language.
 */
export async function mergeFile(path: string, input: MergeInput, checks: Checks): Promise<Merged> {
  if (input.base === null && holdsRules(path)) return cleanly(addRules(input.ours, input.theirs));
  const merged = (await mergeByKey(path, input)) ?? (await mergeText(path, input));
  const outcomes = [...new Set([merged.withOurs, merged.withTheirs])];
  const check = (text: string) => checks.isSound(path, text);
  const sound = (await Promise.all(outcomes.map(check))).every(Boolean);
  const soundBefore = sound || ((await check(input.ours)) && (await check(input.theirs)));
  const contradictions = (text: string) => checks.contradictionsOf(path, text, input);
  // Either side of a conflict may be chosen.
  const found = (await Promise.all(outcomes.map(contradictions))).flat();
  if (found.length === 0) return sound || !soundBefore ? merged : mergeCoarsely(input);
  const fits = async (text: string) => (await check(text)) && (await contradictions(text)).length === 0;
  return mergeContradictions(input, found, fits);
}
