/**
 * Plans what a rename changes in the files of a project: generated files, the owner's code, and `config/`.
 *
 * Guarantees
 * 1. It plans and writes nothing.
 * 2. A user's file changes only where a name refers to the renamed thing, or a path to a moved file.
 * 3. A project in which git waits for the end of a merge, and a file that contains conflict markers, refuse the plan.
 */
export { withSetting } from './config-files.ts';
export { refuseUnfinishedMerge } from './git-state.ts';
export { planRename, type PlanRequest, type RenamePlan } from './plan.ts';
export { isLockFile } from './project-files.ts';
