import { unifiedDiff } from './patch.ts';
import type { InjectionResult, InjectionSource } from '../types.ts';

/** A defect of ours: nothing is written, and what was meant is shown. */
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
