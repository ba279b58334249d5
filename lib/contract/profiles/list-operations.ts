import { isDeepStrictEqual } from 'node:util';
import { isSeq, type Document, type YAMLMap } from 'yaml';
import { isObject } from '../models/model-index.ts';

const OPERATION = /^(?<list>\w+?)__(?<kind>add|remove)$/;

/**
 * Applies the list operations at the top level of a patch: first `LIST__remove` with names of entries, then `LIST__add`
 * with entries. An entry that already exists is not added again. An added entry replaces an existing one with the same
 * name.
 */
export function applyListOperations(document: Document, contents: YAMLMap): void {
  const values = contents.toJS(document) as Record<string, unknown>;
  const lists = new Map<string, { add: readonly unknown[]; remove: readonly unknown[] }>();
  for (const [key, value] of Object.entries(values)) {
    const { list, kind } = OPERATION.exec(key)?.groups ?? {};
    if (list === undefined || (value !== null && !Array.isArray(value))) continue;
    const known = lists.get(list) ?? { add: [], remove: [] };
    lists.set(list, { ...known, [kind as 'add' | 'remove']: value ?? [] });
    contents.delete(key);
  }
  for (const [list, { add, remove }] of lists) {
    const before = values[list];
    const kept = (Array.isArray(before) ? before : []).filter(
      (entry) => !remove.includes(nameOf(entry)) && !add.some((one) => isSame(one, entry)),
    );
    const present = contents.get(list, true);
    const node = document.createNode([...kept, ...add]);
    if (isSeq(present) && present.comment != null) node.comment = present.comment;
    contents.set(list, node);
  }
}

function isSame(one: unknown, other: unknown): boolean {
  const name = nameOf(one);
  return isDeepStrictEqual(one, other) || (isObject(one) && name !== undefined && name === nameOf(other));
}

/** Returns the name of an entry: a text itself, or its `name`, `capability`, or `topic`. */
function nameOf(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  return ['name', 'capability', 'topic'].map((key) => entry[key]).find((name) => name != null);
}
