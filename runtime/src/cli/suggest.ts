import { nearest, suggestion } from 'onex-cli-kit';

/** ` Did you mean "x"?` to follow a message, or the empty string. */
export function didYouMean(typed: string, candidates: Iterable<string>): string {
  const match = nearest(typed, candidates);
  return suggestion(match === null ? null : `"${match}"`);
}
