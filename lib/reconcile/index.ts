export { beginRun, type Basis } from './basis.ts';
export { commit } from './commit/index.ts';
export { unfinishedRun } from './commit/recover.ts';
export { planDiff } from './diff.ts';
export {
  realDisk,
  createLocator,
  type Location,
  type Locator,
  isAtOrBelow,
  contentsOf,
  sha256,
} from './disk/index.ts';
export { inNoCommit, QUERY_ONLY } from './git.ts';
export { isCloser, reformatted } from './layout/index.ts';
export { withGitAttributes } from './git-attributes.ts';
export { reconcile } from './plan/index.ts';
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
export { refuseNewerProject, readUnit, type RecordedState, type Manifest } from './store/index.ts';
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
export { compareVersions } from './versions.ts';
