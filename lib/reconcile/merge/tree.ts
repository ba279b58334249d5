import { createHash } from 'node:crypto';
import { notesKey } from './documents/merge-notes.ts';
import type { Notes } from './documents/types.ts';

interface Place {
  /** The position of the value in its text. */
  readonly origin: unknown;
  /** The comments of its entry. */
  readonly notes: Notes;
}

/** The content of a JSON or YAML text, with the position of each value. */
export type Tree =
  | (Place & { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Tree> })
  | (Place & { readonly kind: 'list'; readonly items: readonly Tree[] })
  | (Place & { readonly kind: 'scalar'; readonly value: unknown });

const known = new WeakMap<Tree, string>();
const knownWithNotes = new WeakMap<Tree, string>();

function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  // Each part is preceded by its length, so no two lists of parts have the same hashed bytes.
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
 * Returns one text for each value: maps are equal in any order of their keys. Lists and maps have a hash of their
 * content, computed once, so comparing trees takes time in proportion to their size at any depth.
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

function computeKeyWithNotes(tree: Tree): string {
  const inside =
    tree.kind === 'scalar'
      ? []
      : (tree.kind === 'list' ? tree.items : [...tree.entries.values()]).map(keyWithNotes);
  return digest([keyOf(tree), notesKey(tree.notes), ...inside]);
}

function keyWithNotes(tree: Tree): string {
  const found = knownWithNotes.get(tree) ?? computeKeyWithNotes(tree);
  knownWithNotes.set(tree, found);
  return found;
}

/** Whether two values are the same, with the same comments and the same order of keys. */
export function alike(a: Tree | undefined, b: Tree | undefined): boolean {
  if (!a || !b) return a === b;
  return a === b || keyWithNotes(a) === keyWithNotes(b);
}
