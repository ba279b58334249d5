import { createTwoFilesPatch } from 'diff';

/** Unified diff of one file, with three lines of context, as git and `patch` read it. */
export function unifiedDiff(path: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/, '');
}
