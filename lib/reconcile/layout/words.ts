const WORD = /[\p{L}\p{N}_$]+/gu;

const wordsOf = (text: string): string => (text.match(WORD) ?? []).toSorted().join(' ');

/** Whether two texts have the same words. A formatter may put them into another order, as one that sorts imports does. */
export function sameWords(one: string, other: string): boolean {
  return wordsOf(one) === wordsOf(other);
}
