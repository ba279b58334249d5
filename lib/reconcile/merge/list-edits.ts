import { diffIndices } from 'node-diff3';
import { keyOf, type Tree } from './tree.ts';

/** Items of a list to take out at a place, and those to put in. */
export interface ListEdit {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly Tree[];
}

/** What makes one list of another, last place first, so that earlier places keep their number. */
export function listEdits(from: readonly Tree[], to: readonly Tree[]): ListEdit[] {
  return diffIndices(from.map(keyOf), to.map(keyOf))
    .map(({ buffer1, buffer2 }) => ({
      at: buffer1[0],
      remove: buffer1[1],
      insert: to.slice(buffer2[0], buffer2[0] + buffer2[1]),
    }))
    .toReversed();
}
