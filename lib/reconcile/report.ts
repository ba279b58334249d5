import { gitOperation } from 'onex-runtime/contract';
import { failureKeys } from '../errors/index.ts';
import { conflictLines } from './merge/index.ts';
import type { FilePlan, JsonReport, Plan, Report, Status } from './types.ts';

const CHANGING = new Set(['create', 'update', 'merge', 'rename', 'delete']);

/** Returns the lines of the written file that somebody must check. */
function clashLines({ path, clashes, after, before }: FilePlan): number[] {
  const inMarkers = after === null || after === before ? [] : conflictLines(after, path, [before]);
  return inMarkers.length > 0 ? inMarkers : clashes.map(({ line }) => line);
}

function reasonOf({ reason, clashes }: FilePlan): string | null {
  return reason ?? clashes.find((clash) => clash.reason)?.reason ?? null;
}

/** Describes the conflicts if there is no other reason: keys by name, otherwise lines. */
function clashReason({ action, clashes }: FilePlan): string | null {
  if (action !== 'conflict' || clashes.length === 0) return null;
  const keys = [...new Set(clashes.flatMap(({ what }) => what || []))];
  return `you and the generator changed ${keys.length > 0 ? keys.join(', ') : 'the same lines'}`;
}

/** Returns the reason for a file's state and the lines to check, for machines. */
function detailsOf(file: FilePlan): { readonly reason?: string; readonly lines?: readonly number[] } {
  const reason = reasonOf(file) ?? clashReason(file);
  const lines = file.action === 'conflict' ? clashLines(file) : [];
  return { ...(reason !== null && { reason }), ...(lines.length > 0 && { lines }) };
}

function statusOf(plan: Plan, error: string | null): Status {
  if (error !== null) return 'error';
  if (plan.files.some(({ action }) => action === 'conflict')) return 'conflicts';
  return plan.files.some(({ action }) => CHANGING.has(action) || action === 'adopt') ? 'done' : 'unchanged';
}

/** Whether somebody chose to leave the file as it is, so it contains no markers to resolve. */
function isLeft({ clashes, reason, before, after }: FilePlan): boolean {
  return clashes.length > 0 && reason === null && before === after;
}

/** Whether an earlier run left a conflict in the file. */
function holdsMarkers({ clashes, reason }: FilePlan): boolean {
  return clashes.length > 0 && reason !== null;
}

/** Whether something was deleted and the user must decide what happens next. */
export function isAbsent({ action, reason }: FilePlan): boolean {
  return action === 'kept-deleted' && reason !== null;
}

/**
 * Says what to do about conflict markers. The next run resolves those of a merge in git that contain only generated
 * lines.
 */
function resolving(root: string, files: readonly FilePlan[]): string {
  const paths = files.map(({ path }) => path);
  const operation = gitOperation(root);
  if (operation === null)
    return `Resolve the conflicts in ${paths.join(', ')}, then run the same command again`;
  return (
    `Resolve the conflicts in ${paths.join(', ')}, run git add ${paths.join(' ')}, then run the same command again, ` +
    `and finish with git ${operation} --continue; git ${operation} --abort undoes the ${operation}`
  );
}

/** Git waits until the files that a run resolved are added. */
function finishing(root: string, changes: Plan['changes']): string[] {
  const operation = changes.length === 0 ? null : gitOperation(root);
  if (operation === null) return [];
  return [
    `A git ${operation} is in progress: run git add for the files above, then git ${operation} --continue`,
  ];
}

function nextSteps(plan: Plan, blocked: boolean): string[] {
  const conflicts = plan.files.filter(({ action }) => action === 'conflict');
  const absent = plan.files.filter(isAbsent).map(({ path, reason }) => `${path}: ${reason}`);
  if (conflicts.length === 0) return [...absent, ...finishing(plan.root, plan.changes)];
  const paths = (files: readonly FilePlan[]) => files.map(({ path }) => path).join(', ');
  if (blocked) {
    const marked = conflicts.filter(holdsMarkers);
    const others = conflicts.filter((file) => !holdsMarkers(file));
    return [
      ...(others.length > 0
        ? [`Resolve the conflicts in ${paths(others)}: run again with --on-conflict markers, ours or theirs`]
        : []),
      ...(marked.length > 0 ? [resolving(plan.root, marked)] : []),
      ...absent,
    ];
  }
  const left = conflicts.filter(isLeft);
  const marked = conflicts.filter((file) => !isLeft(file));
  return [
    ...(marked.length > 0 ? [resolving(plan.root, marked)] : []),
    ...(left.length > 0 ? [`Run the same command again to decide about ${paths(left)}`] : []),
    ...absent,
  ];
}

/** Whether a plan must not be committed because a conflict stops everything. */
export function isBlocked({ files, options }: Plan): boolean {
  return (
    options.onConflict === 'fail' && !options.resolve && files.some(({ action }) => action === 'conflict')
  );
}

/** Returns why a plan cannot be committed, in one line, or null. */
export function refusalOf({ files }: Plan): string | null {
  const refusals = files.filter(({ action }) => action === 'refused');
  const [first] = refusals;
  if (!first) return null;
  const others = refusals.length > 1 ? ` (and ${refusals.length - 1} more)` : '';
  return `${first.path}: ${first.reason}${others}. Nothing was written.`;
}

/** Whether a plan writes nothing, whatever the answers are. */
export const isRefused = (plan: Plan): boolean => isBlocked(plan) || refusalOf(plan) !== null;

/** Reports what a plan did, or would do. */
export function reportOf(plan: Plan): Report {
  const error = refusalOf(plan);
  const next = nextSteps(plan, isBlocked(plan));
  const json: JsonReport = {
    status: statusOf(plan, error),
    files: plan.files.map((file) => ({
      path: file.path,
      action: file.action,
      mode: file.mode === null ? null : file.mode.toString(8).padStart(3, '0'),
      ...(file.from !== null && { from: file.from }),
      ...detailsOf(file),
    })),
    warnings: plan.warnings,
    next,
    error,
    ...(error !== null && failureKeys('ERR_ONEX_WRITE_REFUSED')),
  };
  return {
    json,
    interrupted: false,
    changed: plan.files.filter(({ action }) => CHANGING.has(action) || action === 'adopt'),
    kept: plan.files.filter(({ action }) => action === 'keep' || action === 'kept-deleted'),
    conflicts: plan.files
      .filter(({ action }) => action === 'conflict')
      .map((file) => ({ path: file.path, lines: clashLines(file), reason: reasonOf(file) })),
    next,
  };
}
