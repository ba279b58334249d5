import { diffArrays } from 'diff';

/** A span of a list: the first item, and the number of items. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** Returns the items of a list within a span. */
export function itemsAt<T>(list: readonly T[], { start, length }: Span): T[] {
  return list.slice(start, start + length);
}

/** Items of one list and their counterparts in the other; either may be empty. */
export interface ChangedRange {
  readonly before: Span;
  readonly after: Span;
}

/** Replaces each distinct item by a number, so items of any length are compared in one step. */
function numbersOf(before: readonly string[], after: readonly string[]): [number[], number[]] {
  const known = new Map<string, number>();
  const number = (item: string) => {
    const found = known.get(item) ?? known.size;
    known.set(item, found);
    return found;
  };
  return [before.map(number), after.map(number)];
}

/** Returns the positions of items that the other list also contains. All other items are changes in any alignment. */
function sharedWith(
  items: readonly number[],
  other: ReadonlySet<number>,
  from: number,
  to: number,
): number[] {
  const shared: number[] = [];
  for (let index = from; index < to; index += 1) if (other.has(items[index]!)) shared.push(index);
  return shared;
}

/** Returns pairs of positions with the same item, in ascending order on both sides (Myers, 1986). */
function matches(before: readonly number[], after: readonly number[]): (readonly [number, number])[] {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const [endBefore, endAfter] = [before.length - tail, after.length - tail];
  const left = sharedWith(before, new Set(after.slice(head, endAfter)), head, endBefore);
  const right = sharedWith(after, new Set(before.slice(head, endBefore)), head, endAfter);
  const pairs: (readonly [number, number])[] = [];
  for (let index = 0; index < head; index += 1) pairs.push([index, index]);
  const parts = diffArrays(
    left.map((index) => before[index]!),
    right.map((index) => after[index]!),
  );
  let [atLeft, atRight] = [0, 0];
  for (const { added, removed, count } of parts) {
    if (!added && !removed) {
      const [from, behind] = [left.slice(atLeft, atLeft + count), right.slice(atRight, atRight + count)];
      pairs.push(...from.map((place, index) => [place, behind[index]!] as const));
    }
    if (!added) atLeft += count;
    if (!removed) atRight += count;
  }
  for (let index = 0; index < tail; index += 1) pairs.push([endBefore + index, endAfter + index]);
  return pairs;
}

/**
 * Returns the changes between two lists, in order. Ranges never touch: at least one common item separates two of them.
 * @param before Items of the first list, such as lines.
 */
export function changedRanges(before: readonly string[], after: readonly string[]): ChangedRange[] {
  const [left, right] = numbersOf(before, after);
  const ranges: ChangedRange[] = [];
  let [atLeft, atRight] = [0, 0];
  for (const [nextLeft, nextRight] of [...matches(left, right), [left.length, right.length] as const]) {
    if (nextLeft > atLeft || nextRight > atRight) {
      ranges.push({
        before: { start: atLeft, length: nextLeft - atLeft },
        after: { start: atRight, length: nextRight - atRight },
      });
    }
    [atLeft, atRight] = [nextLeft + 1, nextRight + 1];
  }
  return ranges;
}
