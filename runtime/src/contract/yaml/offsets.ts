import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, ParsedNode, YAMLMap } from 'yaml';
import type { KeyPath } from '../model.ts';

/** Where each key of a mapping stands, and its value. */
type Index = ReadonlyMap<string, { readonly key: number; readonly value: Node | null }>;

/**
 * Gives offsets in a document's text by key path: of the value, or of its key; of the nearest ancestor where the
 * path leads nowhere. Each mapping is indexed once, so that many look-ups in a large one stay cheap.
 */
export function offsets(document: Document.Parsed): (path: KeyPath, part: 'key' | 'value') => number {
  const indexes = new WeakMap<YAMLMap, Index>();
  const indexOf = (map: YAMLMap): Index => {
    const known = indexes.get(map);
    if (known !== undefined) return known;
    const index: Index = new Map(
      map.items.flatMap(({ key, value }) =>
        isScalar(key)
          ? [[String(key.value), { key: (key as ParsedNode).range[0], value: value as Node | null }] as const]
          : [],
      ),
    );
    indexes.set(map, index);
    return index;
  };
  return (path, part) => {
    let node: Node | null = document.contents;
    let offset = document.contents?.range[0] ?? 0;
    for (const [depth, key] of path.entries()) {
      if (isAlias(node)) node = node.resolve(document) ?? null;
      let next: Node | null = null;
      if (isMap(node)) {
        const entry = indexOf(node).get(String(key));
        if (entry === undefined) return offset;
        next = entry.value;
        const wantsKey = part === 'key' && depth === path.length - 1;
        offset = wantsKey ? entry.key : (next?.range?.[0] ?? entry.key);
      } else if (isSeq(node) && typeof key === 'number') {
        next = (node.items[key] as Node | undefined) ?? null;
        if (next === null) return offset;
        offset = next.range?.[0] ?? offset;
      } else return offset;
      node = next;
    }
    return offset;
  };
}
