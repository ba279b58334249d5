import { parentOf, STORE_FOLDER, joinPath } from '../../disk/index.ts';
import { readBase } from '../../store/index.ts';
import { splitLines, threeWay, type Region } from '../regions.ts';
import { commitsOf, textIn } from './commits.ts';

/** Texts that the generator recorded for a file in a commit, in the records of the node around it. */
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

/** Changes of one side with the lines that the other side added before or after the same place; null for other changes. */
function withAdded(base: Lines, changed: Lines, added: Lines): Lines | null {
  if (startsWith(added, base)) return [...changed, ...added.slice(base.length)];
  const before = added.length - base.length;
  if (before > 0 && startsWith(added.slice(before), base)) return [...added.slice(0, before), ...changed];
  return null;
}

/** The lines of a region; null where it is a conflict with an owner's line, or one in which no side only added lines. */
function settled(region: Region, generated: ReadonlySet<string>): Lines | null {
  if (!region.clash) return region.lines;
  const { base, ours, theirs } = region;
  if (![...ours, ...theirs].every((line) => generated.has(line))) return null;
  return withAdded(base, ours, theirs) ?? withAdded(base, theirs, ours);
}

/**
 * A merge in which each conflict is between lines of the generator, and one side only added lines at the place that the
 * other one changed: the lines of both. The next run of the generator writes them as the merged contract says.
 * @param path From the top of the working tree.
 * @param files Where git put our version and theirs.
 * @returns null where another conflict is left, or where the result is not sound in its language
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
