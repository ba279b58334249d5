import { createHash } from 'node:crypto';

/** What a JSON or YAML text says, with where each value stands in its document. */
export type Tree =
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Tree>; readonly origin: unknown }
  | { readonly kind: 'list'; readonly items: readonly Tree[]; readonly origin: unknown }
  | { readonly kind: 'scalar'; readonly value: unknown; readonly origin: unknown };

const known = new WeakMap<Tree, string>();

function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  // A length before each part: no two lists of parts are hashed as the same bytes.
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('base64');
}

function computeKey(tree: Tree): string {
  if (tree.kind === 'scalar') return `${typeof tree.value}:${String(tree.value)}`;
  if (tree.kind === 'list') return `[${digest(tree.items.map(keyOf))}`;
  const entries = [...tree.entries].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${digest(entries.flatMap(([key, value]) => [key, keyOf(value)]))}`;
}

/**
 * One text for each value: maps are equal in any order of their keys. Lists and maps have a hash of the keys of what
 * they hold, computed once, so that comparing trees takes time in proportion to their size at any depth.
 */
export function keyOf(tree: Tree): string {
  const found = known.get(tree) ?? computeKey(tree);
  known.set(tree, found);
  return found;
}

export function sameTree(a: Tree | undefined, b: Tree | undefined): boolean {
  if (!a || !b) return a === b;
  return a === b || keyOf(a) === keyOf(b);
}
