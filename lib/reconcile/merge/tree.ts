/** What a JSON or YAML text says, with where each value stands in its document. */
export type Tree =
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Tree>; readonly origin: unknown }
  | { readonly kind: 'list'; readonly items: readonly Tree[]; readonly origin: unknown }
  | { readonly kind: 'scalar'; readonly value: unknown; readonly origin: unknown };

/** One text for each value: maps are equal in any order of their keys. */
export function keyOf(tree: Tree): string {
  if (tree.kind === 'scalar') return `${typeof tree.value}:${String(tree.value)}`;
  if (tree.kind === 'list') return JSON.stringify(tree.items.map(keyOf));
  return JSON.stringify(
    [...tree.entries].map(([key, value]) => [key, keyOf(value)]).toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
  ).replace(/^\[/, '{');
}

export function sameTree(a: Tree | undefined, b: Tree | undefined): boolean {
  if (!a || !b) return a === b;
  return a === b || keyOf(a) === keyOf(b);
}
