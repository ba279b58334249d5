import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { carry } from './carry.ts';
import { listEdits } from './list-edits.ts';
import type { Language } from './structured.ts';
import { sameTree, type Tree } from './tree.ts';

/** Lines are never folded anew. */
const AS_WRITTEN = { lineWidth: 0 } as const;

/** @param origin What stands for the value in its document: the pair of a map, the item of a list, the root. */
function treeOf(node: unknown, origin: unknown): Tree | null {
  if (node === null) return { kind: 'scalar', value: null, origin };
  if (isScalar(node)) return { kind: 'scalar', value: node.value, origin };
  if (isSeq(node)) {
    const items = node.items.map((item) => treeOf(item, item));
    return items.includes(null)
      ? null
      : { kind: 'list', items: items.filter((item) => item !== null), origin };
  }
  if (!isMap(node)) return null;
  const entries = new Map<string, Tree>();
  for (const pair of node.items) {
    const tree = isScalar(pair.key) && typeof pair.key.value === 'string' ? treeOf(pair.value, pair) : null;
    if (!tree) return null;
    entries.set(String((pair.key as { value: unknown }).value), tree);
  }
  return { kind: 'map', entries, origin };
}

/** A text of one document without errors and without aliases, which could not be merged apart from their anchors. */
function documentOf(text: string): Document | null {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.length !== 1 || documents[0]!.errors.length > 0) return null;
  const [document] = documents;
  let plain = true;
  visit(document!, {
    Node(_key, node) {
      const tagged = !isAlias(node) && node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,');
      if (isAlias(node) || node.anchor !== undefined || tagged) plain = false;
    },
  });
  return plain ? document! : null;
}

function parse(text: string): Tree | null {
  const document = documentOf(text);
  return document && treeOf(document.contents, document.contents);
}

function valueOf(origin: unknown): Node | null {
  const node = isPair(origin) ? origin.value : origin;
  return node === null ? null : ((node as Node).clone() as Node);
}

function editMap(map: YAMLMap, from: Tree & { kind: 'map' }, to: Tree & { kind: 'map' }): void {
  const keyText = ({ key }: Pair) => String((key as { value: unknown }).value);
  map.items = map.items.filter((pair) => to.entries.has(keyText(pair as Pair)));
  let index = 0;
  for (const [key, value] of to.entries) {
    const old = from.entries.get(key);
    const found = map.items.findIndex((pair) => keyText(pair as Pair) === key);
    if (old && found >= 0) {
      const pair = map.items[found]!;
      pair.value = edit(pair.value, old, value);
      index = found + 1;
    } else {
      map.items.splice(index, 0, (value.origin as Pair).clone() as (typeof map.items)[number]);
      index += 1;
    }
  }
}

function editList(list: YAMLSeq, from: Tree & { kind: 'list' }, to: Tree & { kind: 'list' }): void {
  for (const { at, remove, insert } of listEdits(from.items, to.items)) {
    const items = insert.map((item, index) =>
      remove === insert.length
        ? edit(list.items[at + index], from.items[at + index]!, item)
        : valueOf(item.origin),
    );
    list.items.splice(at, remove, ...items);
  }
}

/** Makes a node say what it should, changing as little as can be; gives back the node or what stands in its place. */
function edit(node: unknown, from: Tree, to: Tree): unknown {
  if (sameTree(from, to)) return node;
  if (isMap(node) && from.kind === 'map' && to.kind === 'map') {
    editMap(node, from, to);
    return node;
  }
  if (isSeq(node) && from.kind === 'list' && to.kind === 'list') {
    editList(node, from, to);
    return node;
  }
  const value = valueOf(to.origin);
  if (isScalar(node) && isScalar(value)) {
    // What the owner wrote beside the value stays beside it.
    value.comment = node.comment;
    value.commentBefore = node.commentBefore;
  }
  return value;
}

function apply(text: string, target: Tree): string | null {
  const document = documentOf(text);
  const current = document && treeOf(document.contents, document.contents);
  if (!document || !current) return null;
  const before = document.toString(AS_WRITTEN);
  document.contents = edit(document.contents, current, target) as typeof document.contents;
  const says = (result: string) => {
    const tree = parse(result);
    return tree !== null && sameTree(tree, target);
  };
  return carry(text, before, document.toString(AS_WRITTEN)).find(says) ?? null;
}

/** YAML of one document. */
export const yaml: Language = { parse, apply, comment: /(?:^|\s)#.*$/ };
