import { types } from 'recast';
import type { Node } from './node.ts';

interface Path {
  readonly node: unknown;
}

interface Context {
  traverse(path: Path): void;
}

/**
 * A reader, by recast's visitor, of what is directly in a node: each item goes to the function for its type, or
 * for the nearest of the types it is of (`Declaration`, `Statement`), and what is below it is not visited. Made once for
 * each use, because recast works out a table of all types for each visitor.
 * @param outer Type of the node that is read. @param takes What to do with an item, by type.
 */
export function readerOf<T>(
  outer: string,
  takes: Readonly<Record<string, (item: Node, into: T) => void>>,
): (node: Node | null, into: T) => T {
  let target: T;
  const methods: Record<string, (this: Context, path: Path) => false | void> = {
    [`visit${outer}`](path) {
      this.traverse(path);
    },
  };
  for (const [type, take] of Object.entries(takes)) {
    methods[`visit${type}`] = ({ node }) => {
      take(node as Node, target);
      return false;
    };
  }
  const visitor = types.PathVisitor.fromMethodsObject(methods);
  return (node, into) => {
    target = into;
    visitor.visit(node);
    return into;
  };
}
