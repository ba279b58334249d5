import { isMap, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { entriesOf, type Entry } from './entries.ts';
import { afterBlank, beforeBlank, isBlank, linesOf, startOfLine } from './lines.ts';
import { columnOf, type Layout, type OpenText } from './open.ts';
import { renderBlock, renderFlow } from './render.ts';

/** An entry to add to a collection: an item of a list, or a pair of a mapping. */
export type Addition = { readonly item: unknown } | { readonly key: string; readonly value: unknown };

type Collection = YAMLMap | YAMLSeq;

/** Returns the number of blank lines between two entries, so a new one is separated like the others. */
function blankLines(text: string, entries: readonly Entry[]): number {
  const last = entries.length - 1;
  if (last < 1) return 0;
  const { from } = linesOf(text, entries[last]!, false);
  return text.slice(beforeBlank(text, from), from).split('\n').length - 1;
}

/** Returns the columns between the dash of an item and its text. */
function gapOf(collection: Collection, entries: readonly Entry[], text: string): number {
  const last = collection.items.at(-1) as Node | null;
  const start = last?.range?.[0];
  const dash = entries.at(-1)!;
  return start === undefined || text.slice(dash.start, start).includes('\n')
    ? 2
    : Math.max(2, start - dash.start);
}

/** If all items of a list are in braces or brackets, a new one gets the same form. */
function isFlowItem(item: unknown): boolean {
  return (isMap(item) || isSeq(item)) && item.flow === true && item.items.length > 0;
}

/** Returns the lines of an addition, starting in the first column. */
export function linesOfAddition(
  addition: Addition,
  open: OpenText,
  among: Collection | null,
): readonly string[] {
  const { layout, text } = open;
  if ('key' in addition) return renderBlock({ [addition.key]: addition.value }, layout);
  const { item } = addition;
  if (isFlowItem(among?.items.at(-1)) && typeof item === 'object') return [`- ${renderFlow(item)}`];
  const gap = among === null ? 2 : gapOf(among, entriesOf(among, open), text);
  const more = ' '.repeat(gap - 2);
  return renderBlock([item], layout).map((line, index) =>
    index === 0 ? `- ${more}${line.slice(2)}` : isBlank(line) ? line : more + line,
  );
}

const indented = (lines: readonly string[], column: number, { eol }: Layout): string =>
  lines.map((line) => `${isBlank(line) ? '' : ' '.repeat(column)}${line}${eol}`).join('');

/**
 * Inserts an entry into a collection that already has entries, each on its own lines.
 * @param at Index of the new entry.
 */
export function insertIntoBlock(
  open: OpenText,
  collection: Collection,
  addition: Addition,
  at: number,
): string {
  const { text, layout } = open;
  const entries = entriesOf(collection, open);
  const { column } = entries[0]!;
  const block = indented(linesOfAddition(addition, open, collection), column, layout);
  const isRoot = collection === open.document.contents && 'key' in addition;
  const sets = isRoot && typeof addition.value === 'object' ? 1 : blankLines(text, entries);
  const blank = layout.eol.repeat(sets);
  if (at === 0) {
    const { start } = entries[0]!;
    const line = startOfLine(text, start);
    if (!isBlank(text.slice(line, start))) throw open.fault('begins on the line of a dash', start);
    return text.slice(0, line) + block + blank + text.slice(line);
  }
  const before = entries[at - 1]!;
  const { to } = linesOf(text, before, at === 1);
  // The last line of a file may lack a line end.
  if (text[to - 1] !== '\n')
    return text.slice(0, to) + layout.eol + blank + block.replace(/\r?\n$/, '') + text.slice(to);
  return text.slice(0, to) + blank + block + text.slice(to);
}

/** Removes an entry of a collection that has other entries, with its comments. */
export function removeFromBlock(open: OpenText, collection: Collection, index: number): string {
  const { text } = open;
  const entries = entriesOf(collection, open);
  const entry = entries[index]!;
  const next = entries[index + 1];
  const onDash = !isBlank(text.slice(startOfLine(text, entry.start), entry.start));
  // The first key of an item follows the item's dash, which stays.
  if (onDash && next !== undefined) return text.slice(0, entry.start) + text.slice(next.start);
  let { from, to } = linesOf(text, entry, index === 0);
  if (index === 0) to = afterBlank(text, to);
  else from = beforeBlank(text, from);
  // If the file's last line had no line end, the new last line has none either.
  if (to === text.length && text[to - 1] !== '\n') from = text.slice(0, from).replace(/\r?\n$/, '').length;
  return text.slice(0, from) + text.slice(to);
}

/** Writes an empty collection after its last entry was removed. Its key and the comments above the entry stay. */
export function emptyBlock(open: OpenText, collection: Collection, keyEnd: number): string {
  const { text } = open;
  const [entry] = entriesOf(collection, open);
  const { from, to } = linesOf(text, entry!, true);
  const sign = isMap(collection) ? '{}' : '[]';
  const kept = text.slice(keyEnd, from);
  let rest = text.slice(to);
  // The value starts on the line of its key: `- - a`.
  if (from <= keyEnd) return `${text.slice(0, keyEnd)} ${sign}${text.slice(entry!.end)}`;
  let head = `${text.slice(0, keyEnd)} ${sign}${kept}`;
  if (to === text.length && text[to - 1] !== '\n') {
    head = head.replace(/\r?\n$/, '');
    rest = '';
  }
  return head + rest;
}

/**
 * Inserts the first entry of a collection below its key.
 * @param keyEnd Offset after the key's colon.
 * @param valueEnd Offset after the former empty value: nothing, or `[]`.
 */
export function beginBlock(
  open: OpenText,
  addition: Addition,
  {
    keyStart,
    keyEnd,
    valueEnd,
  }: { readonly keyStart: number; readonly keyEnd: number; readonly valueEnd: number },
): string {
  const { text, layout } = open;
  const inList = 'item' in addition;
  const column = columnOf(text, keyStart) + (inList && !layout.indentSeq ? 0 : layout.indent);
  const block = indented(linesOfAddition(addition, open, null), column, layout);
  const lineEnd = text.indexOf('\n', valueEnd);
  if (lineEnd === -1) {
    return text.slice(0, keyEnd) + text.slice(valueEnd) + layout.eol + block.replace(/\r?\n$/, '');
  }
  // Comments below the key, formerly above its last entry.
  let to = lineEnd + 1;
  const rest = text.slice(to);
  const comments = new RegExp(`^(?: {${column},}#.*\\n)+`).exec(rest)?.[0] ?? '';
  to += comments.length;
  return text.slice(0, keyEnd) + text.slice(valueEnd, to) + block + text.slice(to);
}
