import { isAlias, isMap, isScalar, isSeq, parseDocument, type Node, type Scalar } from 'yaml';

/** One text of a YAML document: a key or a value. */
export interface Site {
  /** Keys and indexes from the root. The path of a key ends with the key itself. */
  readonly path: readonly (string | number)[];
  readonly isKey: boolean;
  readonly value: string;
}

/** Returns the new text; null leaves it unchanged. */
export type Rule = (site: Site) => string | null;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The start of a text, which a message points to. Both 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

function scalarsIn(
  node: unknown,
  path: readonly (string | number)[],
  visit: (site: Site, node: Scalar) => void,
) {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const below = [...path, name];
      if (isScalar(key) && typeof key.value === 'string')
        visit({ path: below, isKey: true, value: key.value }, key);
      scalarsIn(value, below, visit);
    }
  } else if (isSeq(node)) {
    node.items.forEach((item, index) => scalarsIn(item as Node, [...path, index], visit));
  } else if (isScalar(node) && !isAlias(node) && typeof node.value === 'string') {
    visit({ path, isKey: false, value: node.value }, node);
  }
}

/** Writes a scalar's new text in its present style. */
function written(source: string, from: string, to: string, type: Scalar['type']): string {
  const inside = source.indexOf(from);
  const plain = /^[\w.:/ -]*$/.test(to);
  // A name changes within the text, so quotes, comments, and folds around it stay.
  if (inside >= 0 && (plain || type === 'PLAIN' || type === undefined))
    return source.slice(0, inside) + to + source.slice(inside + from.length);
  return JSON.stringify(to);
}

/** Returns the shortest differing part of two texts, extended to whole words. */
function difference(
  before: string,
  after: string,
): { readonly from: string; readonly to: string; readonly at: number } {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const shortest = Math.min(before.length, after.length) - head;
  while (tail < shortest && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return {
    from: before.slice(head, before.length - tail),
    to: after.slice(head, after.length - tail),
    at: head,
  };
}

function editOf(body: string, node: Scalar, before: string, after: string): Edit | null {
  const { range, type } = node;
  if (range == null) return null;
  const [start, end] = range;
  const source = body.slice(start, end);
  const isWhole = source === before || source.slice(1, -1) === before;
  if (isWhole || source.includes(before)) return { start, end, text: written(source, before, after, type) };
  // In a multi-line text, or one with escapes, only the difference is replaced, and only if it occurs exactly once.
  const { from, to } = difference(before, after);
  const once = from !== '' && source.split(from).length === 2;
  return once
    ? { start, end, text: source.replace(from, () => to) }
    : { start, end, text: JSON.stringify(after) };
}

/**
 * Changes texts of a YAML document. Only changed scalars are touched: comments, order, indentation, and every other
 * character stay.
 * @param rule Called for each key and each text value, in order.
 */
export function replaceScalars(text: string, rule: Rule): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const edits: Edit[] = [];
  scalarsIn(parseDocument(body, { version: '1.1', merge: true }).contents, [], (site, node) => {
    const after = rule(site);
    if (after === null || after === site.value) return;
    const edit = editOf(body, node, site.value, after);
    if (edit !== null) edits.push(edit);
  });
  const changed = edits
    .toSorted((one, other) => other.start - one.start)
    .reduce((result, { start, end, text: part }) => result.slice(0, start) + part + result.slice(end), body);
  return mark + changed;
}

/** Returns the position of the first text that a rule would change; null if there is none. */
export function findScalar(text: string, wanted: (site: Site) => boolean): Position | null {
  const body = text.replace(/^\uFEFF/, '');
  let found: Position | null = null;
  scalarsIn(parseDocument(body, { version: '1.1', merge: true }).contents, [], (site, node) => {
    if (found !== null || node.range == null || !wanted(site)) return;
    const before = body.slice(0, node.range[0]);
    found = { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
  });
  return found;
}
