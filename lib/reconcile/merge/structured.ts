import { mergeCoarsely, mergeLines, regionsToMerged } from './lines.ts';
import { mergeTrees, type Winner } from './merge-trees.ts';
import { coarse, splitLines, threeWay, type Region } from './regions.ts';
import { sameTree, type Tree } from './tree.ts';
import { cleanly, type Clash, type Merged, type MergeInput } from './types.ts';

/** A language whose texts hold keys and values. */
export interface Language {
  /** Returns null if the text is invalid or contains more than keys and values. */
  parse(text: string): Tree | null;
  /** Returns the text of `current`, edited to match `target`. */
  apply(current: Tree, target: Tree): string;
  /** Every comment of a text, as it is written. */
  comments(text: string): readonly string[];
}

interface Trees {
  readonly base: Tree | undefined;
  readonly ours: Tree;
  readonly theirs: Tree;
}

function treesOf({ base, ours, theirs }: MergeInput, language: Language): Trees | null {
  const trees = {
    base: base === null ? undefined : (language.parse(base) ?? undefined),
    ours: language.parse(ours),
    theirs: language.parse(theirs),
  };
  const { ours: left, theirs: right } = trees;
  return left && right ? { base: trees.base, ours: left, theirs: right } : null;
}

/** Returns the user's text with a merge by key applied. */
function textFor(winner: Winner, trees: Trees, language: Language): string | null {
  const { tree } = mergeTrees(trees, winner);
  const text = tree ? language.apply(trees.ours, tree) : null;
  const said = text === null ? null : language.parse(text);
  return said && tree && sameTree(said, tree) ? text : null;
}

function counts(comments: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const comment of comments.flatMap((text) => text.split('\n'))) {
    const line = comment.trim();
    found.set(line, (found.get(line) ?? 0) + 1);
  }
  return found;
}

/** Whether every result lacks a comment that one side wrote or that both have. */
function losesComment(input: MergeInput, results: readonly string[], language: Language): boolean {
  const [base, ours, theirs, ...merged] = [input.base ?? '', input.ours, input.theirs, ...results].map(
    (text) => counts(language.comments(text)),
  );
  return [...ours!.keys(), ...theirs!.keys()].some((comment) => {
    const [left, right] = [ours!.get(comment) ?? 0, theirs!.get(comment) ?? 0];
    const expected = Math.min(Math.max(left, right), left + right - (base!.get(comment) ?? 0));
    return merged.every((counted) => (counted.get(comment) ?? 0) < expected);
  });
}

/** Returns the conflicts by name, each with its first line in the user's text. */
function clashesOf(names: readonly string[], regions: readonly Region[], ours: string): Clash[] {
  const lines = splitLines(ours);
  const places = regions.flatMap((region) => {
    if (!region.clash) return [];
    const found = region.ours[0] === undefined ? -1 : lines.indexOf(region.ours[0]);
    return [(found < 0 ? region.at : found) + 1];
  });
  return names.map((what, index) => ({ what, line: places[Math.min(index, places.length - 1)] ?? 1 }));
}

/** Combines the three outcomes in one text with markers around only the conflicting keys. */
function withClashes(texts: Record<Winner, string>, names: readonly string[], input: MergeInput): Merged {
  const [base, ours, theirs] = [splitLines(texts.base), splitLines(texts.ours), splitLines(texts.theirs)];
  const fine = threeWay(base, ours, theirs);
  const regions = fine.some(({ clash }) => clash) ? fine : coarse(base, ours, theirs);
  return {
    ...regionsToMerged(regions, input),
    withOurs: texts.ours,
    withTheirs: texts.theirs,
    clashes: clashesOf(names, regions, input.ours),
  };
}

/**
 * A merge by key: one text for each side that may win the conflicting keys. Without conflicts, all three are the same.
 */
export interface KeyMerge {
  readonly texts: Record<Winner, string>;
  /** Names of the conflicting keys: `operations[create].timeout_seconds`. */
  readonly clashes: readonly string[];
}

function mergeKeys(input: MergeInput, trees: Trees, byLine: Merged, language: Language): KeyMerge | null {
  const { tree, clashes } = mergeTrees(trees, 'ours');
  const alike = (text: string): KeyMerge => ({
    texts: { base: text, ours: text, theirs: text },
    clashes: [],
  });
  if (clashes.length === 0 && byLine.clashes.length === 0) {
    const said = language.parse(byLine.withOurs);
    if (said && sameTree(said, tree)) return alike(byLine.withOurs);
  }
  const ours = textFor('ours', trees, language);
  const theirs = textFor('theirs', trees, language);
  if (ours === null || theirs === null) return null;
  if (losesComment(input, clashes.length === 0 ? [ours] : [ours, theirs], language)) return null;
  if (clashes.length === 0) return alike(ours);
  return { texts: { base: textFor('base', trees, language) ?? ours, ours, theirs }, clashes };
}

/**
 * Merges texts of keys and values. If a merge by line gives the same values, it is used, because it retains comments
 * and layout of both sides. Otherwise, the user's text is edited key by key.
 * @returns null if the texts cannot be parsed, or if the merge would lose a comment
 */
export function mergeByKey(input: MergeInput, language: Language): KeyMerge | null {
  const trees = treesOf(input, language);
  return trees && mergeKeys(input, trees, mergeLines(input), language);
}

/**
 * Like `mergeByKey`, with markers around conflicting keys. If the texts cannot be merged by key, they are merged by
 * line.
 * @returns null if the texts cannot be parsed. The caller then merges them by line.
 */
export function mergeStructured(input: MergeInput, language: Language): Merged | null {
  const trees = treesOf(input, language);
  if (!trees) return null;
  const byLine = mergeLines(input);
  const merged = mergeKeys(input, trees, byLine, language);
  if (merged === null) return byLine.clashes.length > 0 ? byLine : mergeCoarsely(input);
  const { texts, clashes } = merged;
  return clashes.length === 0 ? cleanly(texts.ours) : withClashes(texts, clashes, input);
}
