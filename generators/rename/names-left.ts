import { mentionFinder, type Mention } from '../../lib/rename/index.ts';
import { newestOf, type NodeModel } from './model.ts';
import { isLockFile } from './project-files.ts';
import { isDoneBy } from './rules.ts';
import type { Target } from './target.ts';

/** The names to look for: of a node in each of its forms, of other things as they are. */
function wanted(target: Target): readonly string[] {
  if (target.kind === 'node') return target.names.map(({ from }) => from);
  return [target.from];
}

/** Folders of nodes in which a short name, such as `create`, means something else. */
function unrelated(target: Target, nodes: readonly NodeModel[]): readonly string[] {
  if (!('node' in target)) return [];
  const { node } = target;
  return nodes
    .filter((other) => other !== node)
    .filter((other) => {
      const { read } = newestOf(other);
      return !(read.workflow?.steps ?? []).some(({ id }) => isDoneBy(id, read, node));
    })
    .map(({ folder }) => `nodes/${folder}/`);
}

/**
 * Every place of the project where the old name still is.
 * @param nodes As they were before.
 * @param texts After the run, by path; null of a binary.
 */
export function namesLeft(
  target: Target,
  nodes: readonly NodeModel[],
  texts: ReadonlyMap<string, () => string | null>,
): Mention[] {
  const find = mentionFinder(wanted(target));
  const others = unrelated(target, nodes);
  return [...texts]
    .filter(([path]) => !isLockFile(path) && !others.some((folder) => path.startsWith(folder)))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([path, text]) => find(path, text() ?? ''));
}
