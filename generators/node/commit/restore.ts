import type { Plan } from '../../../lib/reconcile/index.ts';
import type { Session } from '../session/index.ts';

/** A restored path as the plan names it: with slashes, without a leading `./`. */
export function restoredPaths({ given }: Session): readonly string[] {
  const paths = Array.isArray(given['restore']) ? (given['restore'] as readonly string[]) : [];
  return paths.map((path) => path.replaceAll('\\', '/').replace(/^\.\//, ''));
}

/** One line for each file that was to be restored and is there: an edit is never thrown away by it. */
export function idleRestores({ files, options }: Plan): readonly string[] {
  const wanted = new Set(options.restore);
  return files
    .filter(({ path, action }) => wanted.has(path) && action !== 'create')
    .map(
      ({ path }) =>
        `--restore ${path}: it is not deleted, so it is not changed; to restore the generated text, delete it first`,
    );
}
