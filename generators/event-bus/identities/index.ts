/**
 * Node names of the classes that have the event bus: each is unique in its project, because the node ID is made from
 * it.
 *
 * Guarantees
 * 1. A class that gets the event bus gets a name that no node of the project and no other class has.
 * 2. Names that are nevertheless used twice, for example after a merge or a copy, are reported with both positions.
 */
import { createNodeNames, nodeNamesIn, type NodeNames } from '../../../lib/injection/index.ts';
import { nodeNames as nodesOf } from '../../../lib/project/index.ts';
import { textOnDisk, type TextOf } from '../moves/index.ts';

/**
 * Creates names for classes that get the event bus.
 * @param root Absolute.
 * @param files Files that have the event bus: POSIX, relative to the root.
 */
export async function projectNodeNames(root: string, files: Iterable<string>): Promise<NodeNames> {
  const textOf = textOnDisk(root);
  const inUse = [...files].flatMap((file) => nodeNamesIn(textOf(file) ?? '').map(({ name }) => name));
  return createNodeNames([...(await nodesOf(root)), ...inUse]);
}

/** Reports names that are used more than once. */
export async function collisions(
  root: string,
  files: Iterable<string>,
  textOf: TextOf = textOnDisk(root),
): Promise<readonly string[]> {
  const places = new Map<string, string[]>((await nodesOf(root)).map((name) => [name, [`nodes/${name}`]]));
  for (const file of new Set(files)) {
    const text = textOf(file) ?? '';
    for (const { name, offset } of nodeNamesIn(text)) {
      const line = text.slice(0, offset).split('\n').length;
      places.set(name, [...(places.get(name) ?? []), `${file}:${line}`]);
    }
  }
  return [...places].flatMap(([name, [first, ...others]]) =>
    others.length === 0
      ? []
      : [
          `${others.join(', ')}: the node name ${name} is that of ${first}, too, so they have the same node ID; ` +
            'give one of them another nodeName',
        ],
  );
}
