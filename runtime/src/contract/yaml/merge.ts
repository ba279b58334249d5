import { isAlias, isMap, isSeq } from 'yaml';
import type { ParsedNode } from 'yaml';

/** What an anchor names, and how many values stand in it. */
export interface Anchored {
  readonly node: ParsedNode;
  readonly values: number;
}

/**
 * Whether a merge key (`<<`) can take in its value: a mapping, an alias of one, or a list of those.
 * @param anchors What each anchor names where the value is; an alias without one is reported separately.
 */
export function mergesMappings(value: ParsedNode | null, anchors: ReadonlyMap<string, Anchored>): boolean {
  const meant = target(value, anchors);
  if (meant === undefined) return true;
  if (isSeq(meant)) {
    return meant.items.every((item) => {
      const one = target(item as ParsedNode, anchors);
      return one === undefined || isMap(one);
    });
  }
  return isMap(meant);
}

function target(
  node: ParsedNode | null,
  anchors: ReadonlyMap<string, Anchored>,
): ParsedNode | null | undefined {
  return isAlias(node) ? anchors.get(node.source)?.node : node;
}
