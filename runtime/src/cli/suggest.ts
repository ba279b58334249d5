import { nearest } from '../values/index.ts';

export { nearest };

/** ` Did you mean "x"?` to be put behind a message, or the empty string. */
export function didYouMean(typed: string, candidates: Iterable<string>): string {
  const match = nearest(typed, candidates);
  return match === null ? '' : ` Did you mean "${match}"?`;
}
