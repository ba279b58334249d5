import { jsonLine, paint, terminalLine } from 'onex-cli-kit';
import { failureKeys } from '../../lib/errors/index.ts';
import { planDiff, type Plan, type Status } from '../../lib/reconcile/index.ts';
import { showDiff, showFiles, showTypes, type TypeReport } from '../../lib/report/index.ts';
import type { FileOutcome } from './inject/index.ts';

export interface ReportOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly diff: boolean;
  readonly dryRun: boolean;
  readonly remove: boolean;
  /** The next commands. */
  readonly next: readonly string[];
  /** Null if the types were not checked. */
  readonly types?: TypeReport | null;
}

/** 1 if a file could not be processed, 2 if the user must choose, otherwise 0. */
export function exitCodeOf(outcomes: readonly FileOutcome[]): 0 | 1 | 2 {
  if (outcomes.some(({ plan }) => plan.action === 'refused')) return 1;
  return outcomes.some(({ plan }) => plan.action === 'conflict') ? 2 : 0;
}

/** Prints one report of all files: results to standard output, problems to standard error. */
export async function reportFiles(
  plan: Plan,
  outcomes: readonly FileOutcome[],
  options: ReportOptions,
): Promise<void> {
  const notes = [...plan.warnings, ...outcomes.flatMap((one) => one.notes)];
  if (options.json) {
    const json = await jsonReport({ ...plan, warnings: notes }, outcomes, options);
    process.stdout.write(jsonLine(json));
    return;
  }
  if (options.diff) process.stdout.write(await showDiff({ ...plan, files: outcomes.map((one) => one.plan) }));
  if (!options.quiet) {
    const done = outcomes.filter(({ fault }) => fault === null).map((one) => one.plan);
    process.stdout.write(`${showFiles(done)}${conclusion(outcomes, options)}\n`);
    for (const note of notes) process.stdout.write(`${paint('accent', 'note:')} ${terminalLine(note)}\n`);
    const { types = null } = options;
    if (types?.status === 'checked' && types.errors.length > 0) {
      process.stdout.write(
        `${paint('caution', 'No longer compiles')} (check again with ${types.command}):\n`,
      );
    }
    process.stdout.write(showTypes(types, new Set()));
    if (options.next.length > 0) {
      const steps = options.next.map((step) => `  ${step}\n`).join('');
      process.stdout.write(`\nNext, for no package.json lists onex-runtime:\n${steps}`);
    }
  }
  if (options.quiet) process.stderr.write(showTypes(options.types ?? null, new Set()));
  for (const { fault, patch } of outcomes) {
    if (fault !== null)
      process.stderr.write(`${paint('bad', 'error:', process.stderr)} ${terminalLine(fault)}\n`);
    if (patch !== null) process.stderr.write(patch);
  }
}

/**
 * Returns the `--json` object. A file has a `patch` if a check of its edit failed, and with `--diff` if it changes.
 * @param plan Contains all notes as its warnings.
 */
export async function jsonReport(
  plan: Plan,
  outcomes: readonly FileOutcome[],
  { diff, next, types }: Pick<ReportOptions, 'diff' | 'next' | 'types'>,
): Promise<object> {
  const code = exitCodeOf(outcomes);
  const changed = outcomes.some((one) => one.change !== null);
  const status: Status = code === 1 ? 'error' : code === 2 ? 'conflicts' : changed ? 'done' : 'unchanged';
  const files = outcomes.map(async ({ plan: file, patch: failed }) => {
    const { path, action, mode } = file;
    const patch = failed ?? (diff ? await planDiff({ ...plan, files: [file] }) : '');
    return {
      path,
      action,
      mode: mode === null ? null : mode.toString(8).padStart(3, '0'),
      ...(patch !== '' && { patch }),
    };
  });
  const faults = outcomes.flatMap((one) => one.fault ?? []);
  return {
    status,
    project: plan.root,
    files: await Promise.all(files),
    warnings: plan.warnings,
    ...(types && { types }),
    next,
    error: faults.length === 0 ? null : faults.join('\n'),
    ...(faults.length > 0 && failureKeys('ERR_ONEX_INJECTION')),
  };
}

function conclusion(outcomes: readonly FileOutcome[], { dryRun, remove }: ReportOptions): string {
  const count = outcomes.filter((one) => one.change !== null).length;
  const files = (number: number): string => `${number} ${number === 1 ? 'file' : 'files'}`;
  const absent = outcomes.filter((one) => one.absent).length;
  const failed = outcomes.filter((one) => one.fault !== null).length - absent;
  const rest = [
    ...(failed === 0
      ? []
      : [paint('bad', `; ${files(failed)} left as ${failed === 1 ? 'it is' : 'they are'}`)]),
    ...(absent === 0 ? [] : [paint('bad', `; ${files(absent)} not found`)]),
  ].join('');
  if (count === 0) return `Nothing ${dryRun ? 'would change' : 'to do'}${rest}`;
  if (dryRun) return `${files(count)} would ${remove ? 'lose' : 'get'} the event bus${rest}`;
  return `${paint('good', files(count))} ${remove ? 'without the event bus again' : 'with the event bus'}${rest}`;
}
