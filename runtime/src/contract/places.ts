import type { KeyPath } from './model.ts';
import { DEFINITION_PATHS } from './read/types/index.ts';
import type { YamlSource } from './yaml/index.ts';

/** Finds a place in a contract's text. Where it is not found, the place of what contains it stands for it. */
export type Finder = (source: YamlSource) => KeyPath;

/** A value on the way of a search, with its key and what contains it. */
interface Seen {
  readonly value: unknown;
  readonly key: string | number | null;
  readonly parent: Seen | null;
}

type Test = (seen: Seen) => boolean;

const OPERATION_LISTS: readonly KeyPath[] = [
  ['io_operations'],
  ['annotations', 'operations'],
  ['operations'],
  ['effect_operations', 'operations'],
];
const NAME_KEYS = ['operation', 'operation_name', 'operation_id', 'name', 'operation_type'];
/** Values of a contract that a search looks at; larger contracts are shown without places within. */
const MOST_VALUES = 50_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(value: unknown, path: KeyPath): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string | number, unknown>)[key];
  }
  return found;
}

/** The first value, breadth first, that passes a test; null where none does. */
function search(root: unknown, start: KeyPath, test: Test): KeyPath | null {
  const queue: Seen[] = [{ value: valueAt(root, start), key: start.at(-1) ?? null, parent: null }];
  for (const seen of queue) {
    if (queue.length > MOST_VALUES) return null;
    if (test(seen)) return start.concat(pathOf(seen));
    const { value } = seen;
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[key];
      queue.push({ value: inner, key: Array.isArray(value) ? Number(key) : key, parent: seen });
    }
  }
  return null;
}

/** Keys from where the search started. */
function pathOf(seen: Seen): KeyPath {
  const keys: (string | number)[] = [];
  for (let at: Seen = seen; at.parent !== null; at = at.parent) keys.push(at.key ?? '');
  return keys.toReversed();
}

/** The place of a top-level key. */
export const keyPlace =
  (...path: KeyPath): Finder =>
  () =>
    path;

/** The place where an operation is declared. */
export const operationPlace =
  (name: string): Finder =>
  ({ value }) => {
    const isNamed = (item: unknown): boolean =>
      item === name || (isRecord(item) && NAME_KEYS.some((key) => item[key] === name));
    for (const list of OPERATION_LISTS) {
      const items = valueAt(value, list);
      if (isRecord(items) && Object.hasOwn(items, name)) return [...list, name];
      const index = Array.isArray(items) ? items.findIndex(isNamed) : -1;
      if (index !== -1) return [...list, index];
    }
    return search(value, [], (seen) => seen.value === name) ?? [];
  };

/** The place of a field of an operation's input or output, or of the model that holds it. */
export const fieldPlace =
  (operation: string, part: 'input' | 'output', path: readonly string[]): Finder =>
  (source) => {
    const own = operationPlace(operation)(source);
    const [first, ...rest] = path;
    if (first === undefined) return own;
    const name = rest.at(-1) ?? first;
    const keys = [`${part}_fields`, part, `${part}_schema`, `${part}_model`];
    const lists = [
      ...(rest.length > 0 ? [] : [...keys.map((key) => own.concat(key)), [`${part}s`], [part]]),
      ...DEFINITION_PATHS,
      own,
    ];
    for (const list of lists) {
      const found = fieldIn(source.value, list, name);
      if (found !== null) return found;
    }
    return own;
  };

/** A field by any of its notations: `- name: type`, `name: type`, `{name: …}`, or a key of `properties`. */
function fieldIn(root: unknown, list: KeyPath, name: string): KeyPath | null {
  if (valueAt(root, list) === undefined) return null;
  return search(root, list, ({ value, key, parent }) => {
    // Names stand in lists of required fields too.
    if (parent === null || parent.key === 'required') return false;
    if (key === name) return true;
    if (typeof value === 'string')
      return typeof key === 'number' && (value === name || value.startsWith(`${name}:`));
    return isRecord(value) && value['name'] === name;
  });
}

/** The place of a value that is anywhere below a key: a topic, a state's name. */
export const textPlace =
  (text: string, ...below: KeyPath): Finder =>
  ({ value }) =>
    search(value, below, (seen) => seen.value === text) ??
    search(value, [], (seen) => seen.value === text) ??
    below;

/** The place of a transition, by its number. */
export const transitionPlace =
  (index: number): Finder =>
  ({ value }) => {
    const path = ['state_machine', 'transitions', index];
    return valueAt(value, path) === undefined ? ['state_machine'] : path;
  };

/** The place of a step of a workflow, or of one of its keys. */
export const stepPlace =
  (id: string, key: string | null = null): Finder =>
  ({ value }) => {
    const own: KeyPath = ['annotations', 'workflow', 'steps', id];
    if (key !== null && valueAt(value, [...own, key]) !== undefined) return [...own, key];
    const node = search(
      value,
      ['workflow_coordination'],
      (seen) => isRecord(seen.value) && seen.value['node_id'] === id,
    );
    if (node !== null) return node;
    if (valueAt(value, own) !== undefined) return own;
    return (
      search(
        value,
        [],
        (seen) => isRecord(seen.value) && [seen.value['step_id'], seen.value['id']].includes(id),
      ) ?? []
    );
  };

/** The place of a setting of the node. */
export const settingPlace =
  (name: string): Finder =>
  ({ value }) =>
    search(value, [], ({ key, parent }) => key === name && parent !== null && parent.parent !== null) ??
    search(value, [], ({ value: item }) => isRecord(item) && item['name'] === name) ??
    [];
