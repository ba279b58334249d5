/**
 * Ends a run: plans the changes, confirms them, commits them, installs packages, compiles the project, and reports.
 *
 * Guarantees
 * 1. Nothing is written before the plan is confirmed, or when the plan is refused.
 * 2. The exit code and the report agree.
 *
 * Every write goes through lib/reconcile. This folder must not depend on how the files were rendered.
 */
export { commitWithProgress } from './commit-with-progress.ts';
export { confirmPlan, rememberingAnswers } from './confirm.ts';
export { refuseDoubtfulDeletions, unusedRestores, restoredPaths } from './deletions.ts';
export { changesPackages, installAfter } from './install.ts';
export { refuseError, refuseUninstalled, setExitCode } from './outcome.ts';
export { settle } from './settle.ts';
export { changedCode, checkTypes, type Checked } from './typecheck.ts';
