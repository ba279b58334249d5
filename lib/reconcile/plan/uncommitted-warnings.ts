import { uncommitted } from '../git.ts';
import type { Clash } from '../merge/index.ts';
import { STORE_FOLDER } from '../paths.ts';
import type { Change, FilePlan } from '../types.ts';

function placesOf(replaced: readonly Clash[]): string {
  const names = replaced.map(({ line, what }) => (what === null ? `line ${line}` : `${what} (line ${line})`));
  return names.join(', ');
}

/** The template's text took the place of the owner's: each place, and whether version control has the old text. */
function replacedWarnings(files: readonly FilePlan[], dirty: ReadonlySet<string>): string[] {
  return files
    .filter(({ replaced }) => replaced.length > 0)
    .map(({ path, replaced }) => {
      const lost = dirty.has(path) ? ' The file had changes that are not committed.' : '';
      return `${path}: your text was replaced by the template's at ${placesOf(replaced)}.${lost}`;
    });
}

/**
 * What an owner should know about a run over files with uncommitted changes. Derived from what the run does: a file
 * counts as merged only where nothing of it was replaced.
 * @param root Absolute and real.
 */
export function warningsOf(root: string, files: readonly FilePlan[], changes: readonly Change[]): string[] {
  const touched = changes.filter(({ before, path }) => before !== null && !path.includes(`${STORE_FOLDER}/`));
  const dirty = uncommitted(
    root,
    touched.map(({ path }) => path),
  );
  const replaced = new Set(files.filter((file) => file.replaced.length > 0).map(({ path }) => path));
  const [first, ...others] = dirty.filter((path) => !replaced.has(path));
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return [
    ...replacedWarnings(files, new Set(dirty)),
    ...(first === undefined
      ? []
      : [`${first}${more} had changes that are not committed; they are kept and merged.`]),
  ];
}
