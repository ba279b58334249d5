import { changedRanges, itemsAt } from '../../alignment/index.ts';
import { keyOf, type Tree } from './tree.ts';

/** Items of a list to take out at a place, and those to put in. */
export interface ListEdit {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly Tree[];
}

/** What makes one list of another, last place first, so that earlier places keep their number. */
export function listEdits(from: readonly Tree[], to: readonly Tree[]): ListEdit[] {
  return changedRanges(from.map(keyOf), to.map(keyOf))
    .map(({ before, after }) => ({
      at: before.start,
      remove: before.length,
      insert: itemsAt(to, after),
    }))
    .toReversed();
}
