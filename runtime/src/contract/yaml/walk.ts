import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, ParsedNode, Scalar, YAMLMap } from 'yaml';
import type { KeyPath } from '../model.ts';
import { isMerge, keyOf, scalarOf } from './construct.ts';
import { mergesMappings, type Anchored } from './merge.ts';
import { quote } from './quote.ts';

export const MAX_DEPTH = 64;
/**
 * Values of all kinds, the keys of mappings aside, and those that aliases repeat counted again; the largest contract of
 * the ecosystem has about 2,000.
 */
export const MAX_VALUES = 20_000;
/** Each may repeat much. */
const MAX_ALIASES = 1000;

/** `mistake`: an error in a contract of the project itself, a warning in one from elsewhere. */
export type Grade = 'error' | 'mistake' | 'warning';
type Tell = (grade: Grade, message: string, path: KeyPath, offset: number) => void;

const TAGS = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq', 'binary', 'timestamp']);

/**
 * Finds what the parser accepts and a contract may not hold: duplicate keys, keys that are not scalars, depth, an alias
 * within its own anchor or without one, a merge of what is not a mapping, more values or aliases than can be read in
 * little time. It also reports scalars and tags that Python's reader takes for something else, or refuses.
 * @param options.lineOf Line of an offset in the text, from 1.
 * @param options.foreign Whether the last of two equal keys is used, as in Python; otherwise it is a mistake.
 */
export function walk(
  root: ParsedNode,
  tell: Tell,
  { lineOf, foreign }: { readonly lineOf: (offset: number) => number; readonly foreign: boolean },
): void {
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
        tell('error', `alias ${quote(node.source)} is inside its own anchor`, path, node.range[0]);
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
      // Past the number at which too many written values are reported.
      values += 1;
    }
  };
  const enter = (node: Exclude<ParsedNode, Alias.Parsed>, path: KeyPath): void => {
    if (path.length > MAX_DEPTH) {
      tell('error', `nested more than ${MAX_DEPTH} levels deep`, path, node.range[0]);
      return;
    }
    tellTag(node, path);
    if (isScalar(node)) tellScalar(node, path, node.range[0]);
    else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) visit(item as ParsedNode, [...path, index]);
    } else if (isMap(node)) enterMapping(node, path);
  };
  const tellTag = ({ tag, range }: ParsedNode, path: KeyPath): void => {
    if (tag === undefined || tag === '!' || TAGS.has(tag.replace('tag:yaml.org,2002:', ''))) return;
    const shown = quote(tag.replace('tag:yaml.org,2002:', '!!'));
    tell('warning', `tag ${shown} is not understood; the value is read without it`, path, range[0]);
  };
  const tellScalar = (node: Scalar, path: KeyPath, offset: number): void => {
    const { remark, refused } = scalarOf(node);
    if (remark !== null) tell(refused === true ? 'mistake' : 'warning', remark, path, offset);
  };
  const enterMapping = (node: YAMLMap, path: KeyPath): void => {
    const seen = new Map<string, number>();
    for (const pair of node.items) {
      const key = pair.key as ParsedNode;
      if (!isScalar(key)) {
        tell('error', 'a key must be plain text, not a list, mapping, or alias', path, key.range[0]);
        continue;
      }
      if (key.anchor !== undefined) anchors.set(key.anchor, { node: key, values: 0 });
      const merges = isMerge(key);
      const name = merges ? '<<' : keyOf(key);
      if (!merges) tellKey(key, [...path, name]);
      const first = merges ? undefined : seen.get(name);
      if (first !== undefined) tellTwice(name, first, path, key.range[0]);
      seen.set(name, key.range[0]);
      const value = pair.value as ParsedNode | null;
      visit(value, [...path, name]);
      if (merges && !mergesMappings(value, anchors)) {
        const message = `what ${quote(name)} merges must be a mapping or a list of mappings`;
        tell('error', message, [...path, name], value?.range[0] ?? key.range[0]);
      }
    }
  };
  const tellKey = (key: Scalar & ParsedNode, path: KeyPath): void => {
    const { kind } = scalarOf(key);
    if (kind !== 'boolean' && kind !== 'null') return;
    const message = `key ${quote(keyOf(key))} without quotes is a ${kind === 'null' ? 'null' : 'boolean'} to Python's reader; write it in quotes`;
    tell('warning', message, path, key.range[0]);
  };
  const tellTwice = (name: string, first: number, path: KeyPath, offset: number): void => {
    const what = `key ${quote(name)} is written twice`;
    const message = foreign
      ? `${what}, also on line ${lineOf(first)}; the last one is used`
      : `${what}; remove one`;
    tell('mistake', message, [...path, name], offset);
  };
  visit(root, []);
}
