import { parseYaml, type KeyPath } from 'onex-runtime/contract';
import { insertItem, insertPair, removeAt } from './yaml/index.ts';

export type Mapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the value at a path of a contract's text; undefined if the path does not exist. */
export function valueAt(text: string, path: KeyPath): unknown {
  let found: unknown = parseYaml(text).value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string | number, unknown>)[key];
  }
  return found;
}

/** Returns the first of several paths that leads to a list or a mapping. */
export function firstPath(text: string, paths: readonly KeyPath[]): KeyPath | null {
  return (
    paths.find((path) => {
      const value = valueAt(text, path);
      return typeof value === 'object' && value !== null;
    }) ?? null
  );
}

/**
 * Adds a pair to a mapping and creates missing parent mappings. The topmost of those is written before the key
 * `before`, if the contract has it.
 */
export function putPair(
  text: string,
  path: KeyPath,
  key: string,
  value: unknown,
  options: { readonly before?: string } = {},
): string {
  const missing = path.findIndex((_, index) => !isMapping(valueAt(text, path.slice(0, index + 1))));
  if (missing === -1) return insertPair(text, path, key, value, options);
  const inner = path
    .slice(missing + 1)
    .reduceRight<unknown>((below, name) => ({ [name]: below }), { [key]: value });
  const top = missing === 0 ? options : {};
  return insertPair(text, path.slice(0, missing), String(path[missing]), inner, top);
}

/** Adds an item to a list and creates the list and its parent mappings if they are missing. */
export function putItem(text: string, path: KeyPath, item: unknown): string {
  if (Array.isArray(valueAt(text, path))) return insertItem(text, path, item);
  return putPair(text, path.slice(0, -1), String(path.at(-1)), [item]);
}

/** Sets the items of a list of texts. Remaining items retain their position and layout. */
export function setList(text: string, path: KeyPath, wanted: readonly string[]): string {
  const found = valueAt(text, path);
  const now = Array.isArray(found) ? (found as unknown[]) : [];
  let result = text;
  // New items are added before old ones are removed, so the list is never empty in between.
  const added = wanted.filter((one) => !now.includes(one));
  for (const [index, one] of added.entries()) result = insertItem(result, path, one, now.length + index);
  for (const [index, one] of [...now.entries()].toReversed()) {
    if (!wanted.includes(String(one))) result = removeAt(result, [...path, index]);
  }
  return result;
}

/** Returns the indexes of the items of a list that pass a test, in descending order, so each can be removed in turn. */
export function indexesOf(text: string, path: KeyPath, test: (item: unknown) => boolean): readonly number[] {
  const list = valueAt(text, path);
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).flatMap((item, index) => (test(item) ? index : [])).toReversed();
}

/** Removes the items of a list that pass a test. */
export function removeItems(text: string, path: KeyPath, test: (item: unknown) => boolean): string {
  return indexesOf(text, path, test).reduce((rest, index) => removeAt(rest, [...path, index]), text);
}
