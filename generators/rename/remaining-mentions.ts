import { mentionFinder, type Mention, type OldNames } from '../../lib/rename/index.ts';
import { isDoneBy, newestOf, type NodeModel } from './contracts/index.ts';
import { isLockFile, type RenamePlan } from './files/index.ts';
import type { Target } from './target/index.ts';
import { paint, terminalLine } from 'onex-cli-kit';

/** Returns the places that still have the old name, one per line; empty if there are none. */
export function showRemainingMentions(mentions: readonly Mention[]): string {
  if (mentions.length === 0) return '';
  const places = mentions.length === 1 ? 'place still has' : 'places still have';
  const lines = mentions.map(({ path, line, column, text }) => {
    const where = `  ${path}:${line}:${column}`;
    return `${terminalLine(where)}  ${paint('faint', terminalLine(text))}\n`;
  });
  return `\n${mentions.length} ${places} the old name; change each where it should be the new one:\n${lines.join('')}`;
}

/** The names to look for: that of a node or a domain within other names too, the others as whole words. */
function oldNames(target: Target, generated: ReadonlySet<string>): OldNames {
  const words = [...generated];
  if (target.kind === 'node') return { parts: target.names.map(({ from }) => from), words };
  return target.kind === 'domain'
    ? { parts: [target.from], words }
    : { parts: [], words: [target.from, ...words] };
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
 * @param plan.texts After the run, by path; null of a binary.
 * @param plan.oldWords Names in generated files that contained the old name.
 */
export function remainingMentions(
  target: Target,
  nodes: readonly NodeModel[],
  { texts, oldWords }: Pick<RenamePlan, 'texts' | 'oldWords'>,
): Mention[] {
  const find = mentionFinder(oldNames(target, oldWords));
  const others = unrelated(target, nodes);
  return [...texts]
    .filter(([path]) => !isLockFile(path) && !others.some((folder) => path.startsWith(folder)))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([path, text]) => find(path, text() ?? ''));
}
