import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, ParsedNode } from 'yaml';
import type { KeyPath } from '../model.ts';
import { quote } from './quote.ts';

export const MAX_DEPTH = 64;

type Tell = (severity: 'error' | 'warning', message: string, path: KeyPath, offset: number) => void;

/**
 * Finds what the parser lets pass and a contract may not hold: duplicate keys, keys that are no scalars, depth,
 * an alias within its own anchor.
 * `010` becomes 8: contracts are written for a YAML 1.1 reader, to which it is octal.
 */
export function walk(root: ParsedNode, tell: Tell): void {
  const open = new Set<string>();
  const visit = (node: ParsedNode | null, path: KeyPath): void => {
    if (node === null) return;
    if (isAlias(node)) {
      if (open.has(node.source))
        tell('error', `alias ${quote(node.source)} stands within what it names`, path, node.range[0]);
      return;
    }
    const { anchor } = node;
    if (anchor !== undefined) open.add(anchor);
    enter(node, path);
    if (anchor !== undefined) open.delete(anchor);
  };
  const enter = (node: Exclude<ParsedNode, Alias.Parsed>, path: KeyPath): void => {
    if (path.length > MAX_DEPTH) {
      tell('error', `nested more than ${MAX_DEPTH} levels deep`, path, node.range[0]);
      return;
    }
    if (isScalar(node)) {
      const octal =
        typeof node.value === 'number' && /^[+-]?0[0-7]+$/.test(node.source ?? '') ? node.source : undefined;
      if (octal === undefined) return;
      const value = Number.parseInt(octal, 8);
      tell('warning', `${octal} is read as octal, ${value}; write the number plainly`, path, node.range[0]);
      node.value = value;
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) visit(item as ParsedNode, [...path, index]);
    } else if (isMap(node)) {
      const seen = new Set<string>();
      for (const pair of node.items) {
        const key = pair.key as ParsedNode;
        if (!isScalar(key)) {
          tell('error', 'a key must be plain text, not a list, mapping or alias', path, key.range[0]);
          continue;
        }
        const name = String(key.value);
        if (seen.has(name) && name !== '<<') {
          tell('error', `key ${quote(name)} stands here twice; remove one`, [...path, name], key.range[0]);
        }
        seen.add(name);
        visit(pair.value as ParsedNode | null, [...path, name]);
      }
    }
  };
  visit(root, []);
}
