import { isMap, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Addition } from './block.ts';
import { entriesOf } from './entries.ts';
import type { OpenText } from './open.ts';
import { renderFlow } from './render.ts';

type Collection = YAMLMap | YAMLSeq;

function written(addition: Addition): string {
  if ('item' in addition) return renderFlow(addition.item);
  return renderFlow({ [addition.key]: addition.value })
    .slice(1, -1)
    .trim();
}

/** Returns the text between two entries without comments. */
function separator(
  open: OpenText,
  starts: { readonly end: number; readonly start: number } | null,
  first: string,
): string {
  const between =
    starts === null ? `,${first.includes('\n') ? first : ' '}` : open.text.slice(starts.end, starts.start);
  return between.includes('#') ? between.replaceAll(/ *#.*/g, '') : between;
}

/** Inserts an entry into brackets or braces, separated like the others. */
export function insertIntoFlow(
  open: OpenText,
  collection: Collection,
  addition: Addition,
  at: number,
): string {
  const { text } = open;
  const [start = 0, end = 0] = collection.range ?? [];
  const entries = entriesOf(collection, open);
  const own = written(addition);
  const [first] = entries;
  if (first === undefined) {
    const pad = isMap(collection) ? ' ' : '';
    return `${text.slice(0, start + 1)}${pad}${own}${pad}${text.slice(end - 1)}`;
  }
  const last = entries.length - 1;
  const gap = last < 1 ? null : { end: entries[last - 1]!.end, start: entries[last]!.start };
  const between = separator(open, gap, text.slice(start + 1, first.start));
  if (at === 0) return text.slice(0, first.start) + own + between + text.slice(first.start);
  const before = entries[at - 1]!;
  return text.slice(0, before.end) + between + own + text.slice(before.end);
}

/** Removes an entry from brackets or braces. */
export function removeFromFlow(open: OpenText, collection: Collection, index: number): string {
  const { text } = open;
  const [start = 0, end = 0] = collection.range ?? [];
  const entries = entriesOf(collection, open);
  const entry = entries[index]!;
  if (entries.length === 1) return text.slice(0, start + 1) + text.slice(end - 1);
  if (index === 0) return text.slice(0, entry.start) + text.slice(entries[1]!.start);
  return text.slice(0, entries[index - 1]!.end) + text.slice(entry.end);
}
