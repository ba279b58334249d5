import { parentOf, STORE_FOLDER, joinPath } from '../../disk/index.ts';
import { readBase } from '../../store/index.ts';
import { splitLines, threeWay, type Region } from '../regions.ts';
import { commitsOf, textIn } from './commits.ts';

/** Returns the texts that the generator recorded for a file in a commit, from the records of its node. */
function recordedIn(commit: string, path: string): readonly string[] {
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) {
    const file = joinPath(folder, `${STORE_FOLDER}/base.txt`);
    const records = textIn(commit, file);
    if (records === null) continue;
    const ending = ` ${path.slice(folder.length + 1)}`;
    const lines = records.split('\n').filter((line) => line.endsWith(ending));
    const texts = readBase(lines.join('\n'), file);
    return lines.flatMap((line) => texts.text(line.slice(0, line.indexOf(' '))) ?? []);
  }
  return [];
}

type Lines = readonly string[];

const startsWith = (lines: Lines, start: Lines): boolean =>
  start.every((line, index) => line === lines[index]);

/**
 * Combines the changes of one side with lines that the other side added before or after the same place; returns null
 * for other changes.
 */
function withAdded(base: Lines, changed: Lines, added: Lines): Lines | null {
  if (startsWith(added, base)) return [...changed, ...added.slice(base.length)];
  const before = added.length - base.length;
  if (before > 0 && startsWith(added.slice(before), base)) return [...added.slice(0, before), ...changed];
  return null;
}

/**
 * Returns the lines of a region; null for a conflict with a user's line, or for one in which neither side only added
 * lines.
 */
function settled(region: Region, generated: ReadonlySet<string>): Lines | null {
  if (!region.clash) return region.lines;
  const { base, ours, theirs } = region;
  if (![...ours, ...theirs].every((line) => generated.has(line))) return null;
  return withAdded(base, ours, theirs) ?? withAdded(base, theirs, ours);
}

/**
 * Merges conflicts between lines of the generator if one side only added lines at the place that the other side
 * changed. The result contains the lines of both sides. The next run of the generator then renders them from the merged
 * contract.
 * @param path From the top of the working tree.
 * @param files The files in which git stored our version and theirs.
 * @returns null if another conflict remains, or if the result is invalid in its language
 */
export async function withBothAdditions(
  path: string,
  texts: { readonly base: string; readonly ours: string; readonly theirs: string },
  files: readonly [ours: string, theirs: string],
): Promise<string | null> {
  const regions = threeWay(splitLines(texts.base), splitLines(texts.ours), splitLines(texts.theirs));
  const recorded = commitsOf(path, files).map((commit) => (commit === null ? [] : recordedIn(commit, path)));
  if (recorded.some((known) => known.length === 0)) return null;
  const generated = new Set(recorded.flat().flatMap(splitLines));
  const lines = regions.map((region) => settled(region, generated));
  if (lines.includes(null)) return null;
  const { isSound } = await import('../../../verify/index.ts');
  const text = lines.flatMap((part) => part ?? []).join('');
  return (await isSound(path, text)) ? text : null;
}
