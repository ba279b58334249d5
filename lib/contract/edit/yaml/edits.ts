import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { KeyPath } from 'onex-runtime/contract';
import { beginBlock, emptyBlock, insertIntoBlock, removeFromBlock, type Addition } from './block.ts';
import { insertIntoFlow, removeFromFlow } from './flow.ts';
import { collectionAt, keyOf, nodeAt, openText, pairOf, type OpenText } from './open.ts';
import { renderBlock } from './render.ts';
import { scalarText } from './scalar.ts';

type Data = Record<string | number, unknown>;

/**
 * Applies an edit, then parses the result to prove that it contains the wanted change and no other.
 * @param change Makes the same change to the text's data.
 */
function edited(text: string, edit: (open: OpenText) => string, change: (data: unknown) => unknown): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const open = openText(text.slice(mark.length));
  const after = edit(open);
  const wanted = change(structuredClone(open.document.toJS()));
  const isExact = (): boolean => {
    try {
      return isDeepStrictEqual(openText(after).document.toJS(), wanted);
    } catch {
      return false;
    }
  };
  if (!isExact()) throw open.fault('is laid out in a way that cannot be edited without other changes', 0);
  return mark + after;
}

/** Returns data as the text's own scalar reader represents it. */
function asRead(value: unknown, { layout }: OpenText): unknown {
  return openText(renderBlock([value], layout).join('\n')).document.toJS()[0] as unknown;
}

function containerOf(data: unknown, path: KeyPath): Data {
  return path.slice(0, -1).reduce<Data>((found, key) => found[key] as Data, data as Data);
}

function inFlow(open: OpenText, path: KeyPath): boolean {
  return path.some((_, length) => collectionAt(open, path.slice(0, length))?.flow === true);
}

function add(open: OpenText, path: KeyPath, addition: Addition, at: number | undefined): string {
  const node = nodeAt(open, path);
  const wantsList = 'item' in addition;
  const isEmpty = node === null || (isScalar(node) && String(node.value ?? '') === '');
  if (!isEmpty && !(wantsList ? isSeq(node) : isMap(node)))
    throw open.fault(`is no ${wantsList ? 'list' : 'mapping'}`, node.range?.[0] ?? 0);
  const collection = isEmpty ? null : (node as YAMLMap | YAMLSeq);
  const parent = path.length === 0 ? null : collectionAt(open, path.slice(0, -1));
  if (collection !== null && collection.items.length > 0) {
    const index = Math.min(at ?? collection.items.length, collection.items.length);
    const insert = collection.flow === true ? insertIntoFlow : insertIntoBlock;
    return insert(open, collection, addition, index);
  }
  const key = String(path.at(-1));
  const pair = isMap(parent) ? pairOf(parent, key) : null;
  if (!isMap(parent) || parent.flow === true || pair === null) {
    if (collection !== null) return insertIntoFlow(open, collection, addition, 0);
    throw open.fault('has no value that could be added to', parent?.range?.[0] ?? 0);
  }
  return beginBlock(open, addition, placeOfValue(open, pair));
}

function placeOfValue(
  { text }: OpenText,
  { key, value }: Pair,
): { readonly keyStart: number; readonly keyEnd: number; readonly valueEnd: number } {
  const [keyStart = 0, behindKey = 0] = (key as Node).range ?? [];
  const keyEnd = text.indexOf(':', behindKey) + 1;
  const node = value as Node | null;
  const end = isScalar(node) ? keyEnd : (node?.range?.[1] ?? keyEnd);
  return { keyStart, keyEnd, valueEnd: Math.max(keyEnd, end) };
}

/**
 * Adds an item to a list. A missing list is created below its key.
 * @param path Path of the list.
 * @param at Index of the new item; default: at the end.
 * @throws UneditableError
 */
export function insertItem(text: string, path: KeyPath, item: unknown, at?: number): string {
  const open = openText(text.replace(/^\uFEFF/, ''));
  const parent = path.slice(0, -1);
  const holder = path.length === 0 ? null : collectionAt(open, parent);
  if (isMap(holder) && pairOf(holder, String(path.at(-1))) === null) {
    return insertPair(text, parent, String(path.at(-1)), [item]);
  }
  return edited(
    text,
    (opened) => add(opened, path, { item }, at),
    (data) => {
      const container = containerOf(data, path);
      const key = path.at(-1)!;
      const list = Array.isArray(container[key]) ? (container[key] as unknown[]) : [];
      container[key] = list.toSpliced(at ?? list.length, 0, asRead(item, open));
      return data;
    },
  );
}

/**
 * Adds a pair to a mapping, at its end or before another key.
 * @param path Path of the mapping.
 * @throws UneditableError
 */
export function insertPair(
  text: string,
  path: KeyPath,
  key: string,
  value: unknown,
  { before }: { readonly before?: string } = {},
): string {
  return edited(
    text,
    (open) => {
      const map = collectionAt(open, path);
      const index = isMap(map) ? (map.items as Pair[]).findIndex((pair) => keyOf(pair) === before) : -1;
      return add(open, path, { key, value }, index === -1 ? undefined : index);
    },
    (data) => {
      const open = openText(text.replace(/^\uFEFF/, ''));
      const found =
        path.length === 0 ? (data as Data) : (containerOf(data, path)[path.at(-1)!] as Data | string);
      const map = typeof found === 'object' && found !== null ? found : {};
      map[key] = asRead(value, open);
      if (path.length === 0) return map;
      containerOf(data, path)[path.at(-1)!] = map;
      return data;
    },
  );
}

/**
 * Removes an item of a list or a pair of a mapping, with its comments. A collection without other entries stays, empty.
 * @throws UneditableError if the path does not exist
 */
export function removeAt(text: string, path: KeyPath): string {
  const key = path.at(-1)!;
  return edited(
    text,
    (open) => {
      const holder = collectionAt(open, path.slice(0, -1));
      const index = isMap(holder)
        ? (holder.items as Pair[]).findIndex((pair) => keyOf(pair) === String(key))
        : Number(key);
      if (holder === null || index < 0 || index >= holder.items.length)
        throw open.fault(`has no ${path.join('.')}`, holder?.range?.[0] ?? 0);
      if (holder.flow === true) return removeFromFlow(open, holder, index);
      if (holder.items.length > 1) return removeFromBlock(open, holder, index);
      const above = collectionAt(open, path.slice(0, -2));
      const pair = isMap(above) ? pairOf(above, String(path.at(-2))) : null;
      if (pair === null)
        throw open.fault('has no key of its own, and would be left empty', holder.range?.[0] ?? 0);
      return emptyBlock(open, holder, placeOfValue(open, pair).keyEnd);
    },
    (data) => {
      const container = containerOf(data, path);
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else delete container[key];
      return data;
    },
  );
}

function replaceNode(open: OpenText, node: unknown, value: string, path: KeyPath): string {
  if (!isScalar(node) || node.range == null) throw open.fault('is not a plain value', 0);
  const [start, end] = node.range;
  const written = scalarText(value, node as Scalar, inFlow(open, path)) ?? null;
  if (written === null || open.text.slice(start, end).includes('\n'))
    throw open.fault('is written over several lines', start);
  return open.text.slice(0, start) + written + open.text.slice(end);
}

/**
 * Replaces the text of a scalar and retains its quotes.
 * @throws UneditableError for anything but a single-line scalar
 */
export function replaceScalar(text: string, path: KeyPath, value: string): string {
  return edited(
    text,
    (open) => replaceNode(open, nodeAt(open, path), value, path),
    (data) => {
      if (path.length === 0) return value;
      containerOf(data, path)[path.at(-1)!] = value;
      return data;
    },
  );
}

/**
 * Renames a key of a mapping; its position and its value stay.
 * @param path Path of the key's value.
 * @throws UneditableError
 */
export function renameKey(text: string, path: KeyPath, name: string): string {
  const key = String(path.at(-1));
  return edited(
    text,
    (open) => {
      const map = collectionAt(open, path.slice(0, -1));
      const pair = isMap(map) ? pairOf(map, key) : null;
      if (pair === null) throw open.fault(`has no ${path.join('.')}`, 0);
      return replaceNode(open, pair.key, name, path);
    },
    (data) => {
      const container = containerOf(data, path);
      const pairs = Object.entries(container).map(
        ([own, value]) => [own === key ? name : own, value] as const,
      );
      for (const own of Object.keys(container)) delete container[own];
      Object.assign(container, Object.fromEntries(pairs));
      return data;
    },
  );
}
