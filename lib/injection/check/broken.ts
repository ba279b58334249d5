import type { InjectionResult, InjectionSource } from '../types.ts';
import { createTwoFilesPatch } from 'diff';

/** Returns a unified diff of one file with three lines of context, in the format of git and `patch`. */
function unifiedDiff(path: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/, '');
}

/** Reports a defect of the injection itself. Nothing is written, and the message shows the intended text. */
export function broken(source: InjectionSource, intended: string, failed: string): InjectionResult {
  return {
    status: 'refused',
    text: source.text,
    insertions: [],
    notes: [],
    reason: {
      message: `not changed, because a check failed: ${failed}`,
      line: 1,
      column: 1,
      remedy: 'apply the patch by hand where it is right, and report the file',
      broken: true,
    },
    patch: unifiedDiff(source.path, source.text, intended),
  };
}
