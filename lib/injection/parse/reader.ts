import { types } from 'recast';
import type { Node } from './node.ts';

interface Path {
  readonly node: unknown;
}

interface Context {
  traverse(path: Path): void;
}

/**
 * Creates a reader for the direct content of a node, based on recast's visitor. Each item goes to the function for its
 * type, or for its nearest supertype (`Declaration`, `Statement`). Descendants are not visited. Create one reader per
 * use, because recast builds a table of all types for each visitor.
 * @param outer Type of the node to read. @param takes Function for an item, by type.
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
