import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, ParsedNode } from 'yaml';
import type { KeyPath } from '../model.ts';
import { mergesMappings, type Anchored } from './merge.ts';
import { quote } from './quote.ts';

export const MAX_DEPTH = 64;
/**
 * Values of all kinds, the keys of mappings aside, and those that aliases repeat counted again; the largest contract of
 * the ecosystem has about 2,000.
 */
export const MAX_VALUES = 20_000;
/** Each is looked up among all anchors. */
const MAX_ALIASES = 1000;

type Tell = (severity: 'error' | 'warning', message: string, path: KeyPath, offset: number) => void;

/**
 * Finds what the parser lets pass and a contract may not hold: duplicate keys, keys that are no scalars, depth,
 * an alias within its own anchor or without one, a merge of what is no mapping, more values or aliases than can be
 * read in little time.
 * `010` becomes 8: contracts are written for a YAML 1.1 reader, to which it is octal.
 * @param options.textOnly Whether dates and bytes of YAML 1.1 become the text that they are written as.
 */
export function walk(root: ParsedNode, tell: Tell, { textOnly }: { readonly textOnly: boolean }): void {
  const open = new Set<string>();
  const anchors = new Map<string, Anchored>();
  let values = 0;
  let aliases = 0;
  const visit = (node: ParsedNode | null, path: KeyPath): void => {
    if (node === null) return;
    values += 1;
    if (values > MAX_VALUES) {
      if (values === MAX_VALUES + 1) tell('error', `more than ${MAX_VALUES} values`, [], node.range[0]);
      return;
    }
    if (isAlias(node)) {
      aliases += 1;
      if (aliases === MAX_ALIASES + 1) {
        tell('error', `more than ${MAX_ALIASES} aliases; write the values out`, [], node.range[0]);
      }
      if (open.has(node.source))
        tell('error', `alias ${quote(node.source)} stands within what it names`, path, node.range[0]);
      else if (!anchors.has(node.source))
        tell('error', `alias ${quote(node.source)} has no anchor before it`, path, node.range[0]);
      repeat(anchors.get(node.source)?.values ?? 0, node.range[0]);
      return;
    }
    const { anchor } = node;
    if (anchor !== undefined) {
      open.add(anchor);
      anchors.set(anchor, { node, values: 0 });
    }
    const before = values;
    enter(node, path);
    if (anchor === undefined) return;
    open.delete(anchor);
    anchors.set(anchor, { node, values: values - before });
  };
  const repeat = (more: number, offset: number): void => {
    const within = values <= MAX_VALUES;
    values += more;
    if (within && values > MAX_VALUES) {
      tell('error', `more than ${MAX_VALUES} values, with those that aliases repeat`, [], offset);
      // Past the number at which too many written values are told.
      values += 1;
    }
  };
  const enter = (node: Exclude<ParsedNode, Alias.Parsed>, path: KeyPath): void => {
    if (path.length > MAX_DEPTH) {
      tell('error', `nested more than ${MAX_DEPTH} levels deep`, path, node.range[0]);
      return;
    }
    if (isScalar(node)) {
      // A contract's other readers and JSON have text for a date and for bytes.
      if (textOnly && (node.value instanceof Date || node.value instanceof Uint8Array)) {
        node.value = node.source ?? '';
      }
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
        if (key.anchor !== undefined) anchors.set(key.anchor, { node: key, values: 0 });
        // A merge key's value is a symbol.
        const merges = typeof key.value === 'symbol';
        const name = merges ? '<<' : String(key.value);
        if (seen.has(name) && name !== '<<') {
          tell('error', `key ${quote(name)} stands here twice; remove one`, [...path, name], key.range[0]);
        }
        seen.add(name);
        const value = pair.value as ParsedNode | null;
        visit(value, [...path, name]);
        if (merges && !mergesMappings(value, anchors)) {
          const offset = value?.range[0] ?? key.range[0];
          tell(
            'error',
            `what ${quote(name)} takes in must be a mapping or a list of mappings`,
            [...path, name],
            offset,
          );
        }
      }
    }
  };
  visit(root, []);
}
