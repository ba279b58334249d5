import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { ParsedNode, Scalar, YAMLMap } from 'yaml';
import { readPlain } from './scalars.ts';
import type { PlainScalar } from './scalars.ts';

/** Where an item of a list or a mapping is. */
export interface Entry {
  /** null: an item of a list. */
  readonly key: ParsedNode | null;
  /** null: nothing after the key. */
  readonly value: ParsedNode | null;
  /** The scalar that the value is or repeats; null: it is none. */
  readonly scalar: Scalar | null;
}

/** Plain data, and where each part of it is. */
export interface Construction {
  readonly value: unknown;
  /** The entries of each list and mapping in `value`. */
  readonly entries: WeakMap<object, ReadonlyMap<string | number, Entry>>;
}

/** What a plain or tagged scalar is; text in quotes and blocks is text. */
export function scalarOf(node: Scalar): PlainScalar {
  const source = node.source ?? '';
  const tag = node.tag?.replace('tag:yaml.org,2002:', '');
  const isText = tag === 'str' || tag === '!' || tag === 'binary' || tag === 'timestamp';
  const isTyped = tag === 'int' || tag === 'float' || tag === 'bool' || tag === 'null';
  if (isText || (!isTyped && node.type !== 'PLAIN')) {
    return { value: String(node.value ?? ''), kind: 'text', remark: null };
  }
  const plain = readPlain(source);
  const isWhole = tag === 'float' && plain.kind === 'integer';
  return isWhole ? { ...plain, value: Number(plain.value), kind: 'float' } : plain;
}

/** The text of a key: a contract's keys are names, whatever else their text could be. */
export function keyOf(node: Scalar): string {
  return node.type === 'PLAIN' ? (node.source ?? '') : String(node.value ?? '');
}

/** Whether a key takes other mappings in. */
export function isMerge(node: Scalar): boolean {
  return node.type === 'PLAIN' && node.source === '<<';
}

/**
 * Makes plain data of a checked document. What an alias repeats is one value in several places. Of a key that occurs
 * twice the last counts, and a key of the mapping itself before one that it takes in, as in Python.
 * @param made Makes the value of a scalar.
 */
export function construct(root: ParsedNode, made: (node: Scalar) => unknown): Construction {
  const anchors = new Map<string, { readonly node: ParsedNode; readonly value: unknown }>();
  const entries = new WeakMap<object, ReadonlyMap<string | number, Entry>>();

  const build = (node: ParsedNode | null): unknown => {
    if (node === null) return null;
    if (isAlias(node)) return anchors.get(node.source)?.value;
    const value = isSeq(node) ? list(node.items as ParsedNode[]) : isMap(node) ? mapping(node) : made(node);
    if (node.anchor !== undefined) anchors.set(node.anchor, { node, value });
    return value;
  };
  const entry = (key: ParsedNode | null, value: ParsedNode | null): Entry => {
    const meant = isAlias(value) ? anchors.get(value.source)?.node : value;
    return { key, value, scalar: isScalar(meant) ? meant : null };
  };
  const list = (items: readonly ParsedNode[]): unknown[] => {
    const value = items.map(build);
    entries.set(value, new Map(items.map((item, index) => [index, entry(null, item)])));
    return value;
  };
  const mapping = (node: YAMLMap): Record<string, unknown> => {
    const own = new Map<string, unknown>();
    const places = new Map<string, Entry>();
    const merged: unknown[] = [];
    for (const pair of node.items) {
      const key = pair.key as Scalar & ParsedNode;
      if (key.anchor !== undefined) anchors.set(key.anchor, { node: key, value: keyOf(key) });
      const item = pair.value as ParsedNode | null;
      const value = build(item);
      if (isMerge(key)) {
        // The first of a list counts before the others.
        merged.push(...(Array.isArray(value) ? value : [value]));
        continue;
      }
      own.set(keyOf(key), value);
      places.set(keyOf(key), entry(key, item));
    }
    for (const source of merged) takeIn(source, own, places);
    const value: Record<string, unknown> = {};
    for (const [key, item] of own) {
      Object.defineProperty(value, key, {
        value: item,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    entries.set(value, places);
    return value;
  };
  const takeIn = (source: unknown, own: Map<string, unknown>, places: Map<string, Entry>): void => {
    if (typeof source !== 'object' || source === null) return;
    for (const [key, value] of Object.entries(source)) {
      if (own.has(key)) continue;
      own.set(key, value);
      const place = entries.get(source)?.get(key);
      if (place !== undefined) places.set(key, place);
    }
  };
  return { value: build(root), entries };
}
