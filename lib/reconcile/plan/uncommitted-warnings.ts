import { uncommitted } from '../git.ts';
import type { Clash } from '../merge/index.ts';
import { STORE_FOLDER } from '../disk/index.ts';
import type { Change, FilePlan } from '../types.ts';

function placesOf(replaced: readonly Clash[]): string {
  const names = replaced.map(({ line, what }) => (what === null ? `line ${line}` : `${what} (line ${line})`));
  return names.join(', ');
}

/**
 * Warns about each place where the template's text replaces the user's, and whether version control has the old text.
 */
function replacedWarnings(files: readonly FilePlan[], dirty: ReadonlySet<string>, dryRun: boolean): string[] {
  const verb = dryRun ? 'would be' : 'was';
  return files
    .filter(({ replaced }) => replaced.length > 0)
    .map(({ path, replaced }) => {
      const lost = dirty.has(path)
        ? ` The file ${dryRun ? 'has' : 'had'} changes that are not committed.`
        : '';
      return `${path}: your text ${verb} replaced by the template's at ${placesOf(replaced)}.${lost}`;
    });
}

/**
 * Returns warnings about a run over files with uncommitted changes. They describe what the run does: a file counts as
 * merged only if none of it was replaced or deleted. An updated file was unedited, or a command edited it in place.
 * @param root Absolute and real.
 * @param dryRun Whether the run only reports what it would do.
 */
export function warningsOf(
  root: string,
  files: readonly FilePlan[],
  changes: readonly Change[],
  dryRun: boolean,
): string[] {
  const touched = changes.filter(({ before, path }) => before !== null && !path.includes(`${STORE_FOLDER}/`));
  const dirty = uncommitted(
    root,
    touched.map(({ path }) => path),
  );
  const merged = new Set(
    files
      .filter(({ action, replaced }) => action !== 'update' && action !== 'delete' && replaced.length === 0)
      .flatMap(({ path, from }) => [path, from ?? path]),
  );
  const [first, ...others] = dirty.filter((path) => merged.has(path));
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const [have, are] = dryRun ? [others.length > 0 ? 'have' : 'has', 'would be'] : ['had', 'are'];
  return [
    ...replacedWarnings(files, new Set(dirty), dryRun),
    ...(first === undefined
      ? []
      : [`${first}${more} ${have} changes that are not committed; they ${are} kept and merged.`]),
  ];
}
