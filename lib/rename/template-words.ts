import { changedRanges, itemsAt, type ChangedRange } from '../alignment/index.ts';
import type { TextEdit } from './edits.ts';
import { codeParts, isWithin } from './code-parts.ts';
import { wordsOf, type Word } from './mentions.ts';

/** The differences between a generated text and the same text with a renamed name. */
export interface TemplateChange {
  readonly before: string;
  readonly after: string;
  /** The replaced words. Other differing words are not due to the name. */
  readonly exchanged: readonly { readonly start: number; readonly length: number; readonly text: string }[];
  /** Whether the texts differ only in the name and the layout. */
  readonly isRename: boolean;
}

/** Marks that formatting adds or removes. */
const LAYOUT = new Set([',', '(', ')', ';', '-', '.', '|']);

const textAt = (text: string, words: readonly Word[]): string =>
  words.length === 0 ? '' : text.slice(words[0]!.start, words.at(-1)!.end);

/** Pairs the words of a range one by one if it has as many before as after; otherwise returns the range as a whole. */
function pieces({ before, after }: ChangedRange): ChangedRange[] {
  if (before.length !== after.length) return [{ before, after }];
  return [...Array(before.length).keys()].map((index) => ({
    before: { start: before.start + index, length: 1 },
    after: { start: after.start + index, length: 1 },
  }));
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Returns the words that one list has more often than the other. */
function surplus(words: readonly string[], others: readonly string[]): string[] {
  const counts = countsOf(others);
  return words.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left <= 0;
  });
}

/** Whether code differs only in its names: each removed word has a replacement. */
function hasSameWords(
  before: readonly string[],
  after: readonly string[],
  explains: (before: string, after: string) => boolean,
): boolean {
  const came = surplus(after, before);
  const unexplained = surplus(before, after).filter((word) => {
    const place = came.findIndex((other) => explains(word, other));
    if (place >= 0) came.splice(place, 1);
    return place < 0;
  });
  const parts = [...unexplained, ...came].filter((word) => !LAYOUT.has(word));
  return parts.length === 0;
}

/**
 * Compares a generated text before and after a rename.
 * @param isCode Whether it is TypeScript. Comments then do not count.
 * @param explains Whether a text is another one with the name replaced.
 */
export function templateChange(
  before: string,
  after: string,
  {
    isCode,
    explains,
  }: { readonly isCode: boolean; readonly explains: (one: string, other: string) => boolean },
): TemplateChange {
  const [left, right] = [wordsOf(before), wordsOf(after)];
  const ranges = changedRanges(
    left.map(({ text }) => text),
    right.map(({ text }) => text),
  );
  const exchanged = ranges.flatMap(pieces).flatMap((range) => {
    const text = textAt(after, itemsAt(right, range.after));
    const isName = explains(textAt(before, itemsAt(left, range.before)), text);
    return isName ? [{ ...range.before, text }] : [];
  });
  const code = (text: string, words: readonly Word[]): string[] => {
    const { comments } = isCode ? codeParts(text) : { comments: [] };
    return words.filter(({ start }) => !isWithin(comments, start)).map((word) => word.text);
  };
  const joined = (words: readonly string[]): string[] =>
    words
      .join(' ')
      .replaceAll(/(?<=\w) - (?=\w)/g, '-')
      .split(' ');
  const isRename = !isCode || hasSameWords(joined(code(before, left)), joined(code(after, right)), explains);
  return { before, after, exchanged, isRename };
}

/** Marks that formatters add and remove and that do not help to identify a name. */
const INSIGNIFICANT = new Set([';', ',']);

/** Returns the words of a text that formatters do not move. All quotes compare as equal. */
function comparedWords(text: string): (Word & { readonly index: number; readonly key: string })[] {
  return wordsOf(text).flatMap((word, index) =>
    INSIGNIFICANT.has(word.text) ? [] : [{ ...word, index, key: word.text === '"' ? "'" : word.text }],
  );
}

/**
 * Returns the same replacements for a text that the user derived from the generated one, wherever the user left the
 * words unchanged.
 * @param text The user's text. The generated text itself gives all replacements.
 */
export function exchangesIn(text: string, { before, exchanged }: TemplateChange): TextEdit[] {
  const [left, right] = [comparedWords(before), comparedWords(text)];
  const changes = changedRanges(
    left.map(({ key }) => key),
    right.map(({ key }) => key),
  );
  const compared = new Map(left.map(({ index }, place) => [index, place]));
  const places = new Map<number, number>();
  let [atLeft, atRight] = [0, 0];
  for (const change of [
    ...changes,
    { before: { start: left.length, length: 0 }, after: { start: right.length, length: 0 } },
  ]) {
    for (; atLeft < change.before.start; atLeft += 1, atRight += 1) places.set(atLeft, atRight);
    atLeft = change.before.start + change.before.length;
    atRight = change.after.start + change.after.length;
  }
  const isNextTo = (index: number, place: number): boolean =>
    index < 0 || index >= left.length || places.get(index) === place;
  return exchanged.flatMap(({ start, length, text: name }) => {
    const [from, to] = [compared.get(start), compared.get(start + length - 1)];
    if (from === undefined || to === undefined) return [];
    const [first, last] = [places.get(from), places.get(to)];
    if (first === undefined || last === undefined || last - first !== to - from) return [];
    // `input.data` is not `record.data`, so the context of a word must also be unchanged.
    const around = [from - 2, from - 1, to + 1].map((index) => isNextTo(index, first + index - from));
    return around.every(Boolean) ? [{ start: right[first]!.start, end: right[last]!.end, text: name }] : [];
  });
}
