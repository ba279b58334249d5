import { parentOf, STORE_FOLDER, joinPath } from '../../paths.ts';
import { readBase } from '../../store/base.ts';
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

function isAddition(region: Region, generated: ReadonlySet<string>): boolean {
  if (!region.clash) return true;
  return region.base.length === 0 && [...region.ours, ...region.theirs].every((line) => generated.has(line));
}

/**
 * A merge in which each conflict is between lines that the generator added on both sides at one place: the lines of both.
 * The next run of the generator writes them in its own order.
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
  if (regions.some((region) => region.clash && region.base.length > 0)) return null;
  const recorded = commitsOf(path, files).map((commit) => (commit === null ? [] : recordedIn(commit, path)));
  if (recorded.some((known) => known.length === 0)) return null;
  const generated = new Set(recorded.flat().flatMap(splitLines));
  if (!regions.every((region) => isAddition(region, generated))) return null;
  const lines = regions.flatMap((region) =>
    region.clash ? [...region.ours, ...region.theirs] : region.lines,
  );
  const { isSound } = await import('../../../verify/index.ts');
  const text = lines.join('');
  return (await isSound(path, text)) ? text : null;
}
