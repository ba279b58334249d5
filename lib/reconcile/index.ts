export { commit } from './commit/index.ts';
export { planDiff } from './diff.ts';
export { reconcile } from './plan/index.ts';
export { reportOf } from './report.ts';
export {
  CONFLICT_POLICIES,
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
  type RenderedUnit,
  type Rename,
  type Report,
  type Status,
  type UnitInput,
} from './types.ts';
export type { Manifest } from './store/types.ts';
