import { terminalLine } from 'onex-runtime/contract';
import { type Plan, type Status } from '../../lib/reconcile/index.ts';
import { paint, showDiff, showFiles } from '../../lib/report/index.ts';
import type { FileOutcome } from './settle-files.ts';

export interface ReportOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly diff: boolean;
  readonly dryRun: boolean;
  readonly remove: boolean;
  /** Commands that come next. */
  readonly next: readonly string[];
}

/** 1 when a file could not be dealt with, 2 when a person must choose, else 0. */
export function exitCodeOf(outcomes: readonly FileOutcome[]): 0 | 1 | 2 {
  if (outcomes.some(({ plan }) => plan.action === 'refused')) return 1;
  return outcomes.some(({ plan }) => plan.action === 'conflict') ? 2 : 0;
}

/** Prints one report of all files: to standard output what was done, to standard error what was not. */
export async function reportFiles(
  plan: Plan,
  outcomes: readonly FileOutcome[],
  options: ReportOptions,
): Promise<void> {
  const notes = [...plan.warnings, ...outcomes.flatMap((one) => one.notes)];
  const faults = outcomes.flatMap((one) => one.fault ?? []);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(forMachines(outcomes, notes, faults, options.next))}\n`);
    return;
  }
  if (options.diff) process.stdout.write(await showDiff({ ...plan, files: outcomes.map((one) => one.plan) }));
  if (!options.quiet) {
    const done = outcomes.filter(({ fault }) => fault === null).map((one) => one.plan);
    process.stdout.write(`${showFiles(done)}${conclusion(outcomes, options)}\n`);
    for (const note of notes) process.stdout.write(`${paint('cyan', 'note:')} ${terminalLine(note)}\n`);
    if (options.next.length > 0) {
      const steps = options.next.map((step) => `  ${step}\n`).join('');
      process.stdout.write(`\nNext, for no package.json lists onex-runtime:\n${steps}`);
    }
  }
  for (const { fault, patch } of outcomes) {
    if (fault !== null)
      process.stderr.write(`${paint('red', 'error:', process.stderr)} ${terminalLine(fault)}\n`);
    if (patch !== null) process.stderr.write(patch);
  }
}

function forMachines(
  outcomes: readonly FileOutcome[],
  notes: readonly string[],
  faults: readonly string[],
  next: readonly string[],
): object {
  const code = exitCodeOf(outcomes);
  const changed = outcomes.some((one) => one.change !== null);
  const status: Status = code === 1 ? 'error' : code === 2 ? 'conflicts' : changed ? 'done' : 'unchanged';
  return {
    status,
    files: outcomes.map(({ plan: { path, action, mode } }) => ({
      path,
      action,
      mode: mode === null ? null : mode.toString(8).padStart(3, '0'),
    })),
    warnings: notes,
    next,
    error: faults.length === 0 ? null : faults.join('\n'),
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
      : [paint('red', `; ${files(failed)} left as ${failed === 1 ? 'it is' : 'they are'}`)]),
    ...(absent === 0 ? [] : [paint('red', `; ${files(absent)} not found`)]),
  ].join('');
  if (count === 0) return `Nothing ${dryRun ? 'would change' : 'to do'}${rest}`;
  if (dryRun) return `${files(count)} would ${remove ? 'lose' : 'get'} the event bus${rest}`;
  return `${paint('green', files(count))} ${remove ? 'without the event bus again' : 'with the event bus'}${rest}`;
}
