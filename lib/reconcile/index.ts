export { beginRun, type Basis } from './basis.ts';
export { commit } from './commit/index.ts';
export { unfinishedRun } from './commit/recover.ts';
export { planDiff } from './diff.ts';
export { realDisk } from './disk/disk.ts';
export { inNoCommit, QUERY_ONLY } from './git.ts';
export { isCloser, reformatted } from './layout/index.ts';
export { withGitAttributes } from './git-attributes.ts';
export { createLocator, type Location, type Locator } from './disk/locate.ts';
export { reconcile } from './plan/index.ts';
export { isAtOrBelow } from './disk/paths.ts';
export { writeRefusal } from './plan/refusal.ts';
export { conflictLines, holdsConflict, leftoverLines } from './merge/markers.ts';
export { mergeTexts, type Winner } from './merge/texts.ts';
export { isAbsent, isBlocked, isRefused, reportOf } from './report.ts';
export {
  statusOf,
  type FileState,
  type FileStatus,
  type StatusRequest,
  type UnitStatus,
} from './status/index.ts';
export { refuseNewerProject } from './store/newer.ts';
export { readUnit, type RecordedState } from './store/unit.ts';
export {
  CONFLICT_POLICIES,
  type AbsentFolder,
  type AnyUnit,
  type Answer,
  type Change,
  type ConflictPolicy,
  type FileAction,
  type FilePlan,
  type JsonReport,
  type Plan,
  type Question,
  type ReconcileOptions,
  type RecordedUnit,
  type RemovedUnit,
  type RenderedUnit,
  type Rename,
  type Report,
  type Status,
  type UnitInput,
} from './types.ts';
export { contentsOf, sha256 } from './disk/text.ts';
export { compareVersions } from './versions.ts';
export type { Manifest } from './store/types.ts';
