/**
 * Writes rendered files into a project. Only this folder writes.
 *
 * Invariants
 * 1. Base is the last generated text, ours is the file on the disk, and theirs is the newly generated text. The plan is
 *    a function of these three and the answers of the user.
 * 2. A plan is made in memory. A run that is refused has written nothing.
 * 3. A commit changes all files of a plan or none, even if the process is killed or the power fails.
 * 4. After the lock is taken and before anything is staged, every file is compared with what was read.
 * 5. Every path is located without following a link out of the project.
 * 6. Records change in the same commit as the files that they describe.
 *
 * It must not depend on the meaning of the files, except to merge them by their language.
 */
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
