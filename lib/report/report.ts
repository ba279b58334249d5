import { jsonLine, paint, terminalLine } from 'onex-cli-kit';
import { type Finding } from 'onex-runtime/contract';
import { isAbsent, isBlocked, type Plan, type Report } from '../reconcile/index.ts';
import { showDiff } from './diff.ts';
import { showFiles } from './files.ts';
import { linesOf, showFindings } from './findings.ts';
import { countErrors, showTypes, type TypeReport } from './types.ts';

export interface ReportContext {
  /** The subject of the run, such as `effect node_billing_payment_effect`. */
  readonly title: string;
  readonly plan: Plan;
  readonly next: readonly string[];
  readonly warnings: readonly string[];
  /** Findings about contracts. */
  readonly findings?: readonly Finding[];
  /** Number of broken links between nodes. */
  readonly brokenLinks?: number;
  /** The owner of the records that the run removes, if that may be its only change. */
  readonly records?: string | null;
  /** Printed below the title, for example the project's folder if it is not the user's current folder. */
  readonly place: string | null;
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether the user has already seen the files in questions. */
  readonly seen: boolean;
  /** The compiler's result for the merged project; null if it did not run. */
  readonly types?: TypeReport | null;
  /** Further keys of the `--json` object. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Printed for people after everything else. */
  readonly below?: string;
}

/** `3 files written, 1 deleted`. */
function counted(changed: Report['changed']): string {
  const deleted = changed.filter(({ action }) => action === 'delete').length;
  const written = changed.length - deleted;
  const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
  if (deleted === 0) return `${files(written)} written`;
  return written === 0 ? `${files(deleted)} deleted` : `${files(written)} written, ${deleted} deleted`;
}

/** Returns the actions on files, and the remaining work between nodes. */
function conclusion(report: Report, context: ReportContext): string {
  const { brokenLinks = 0 } = context;
  if (brokenLinks === 0) return ofFiles(report, context);
  const links = brokenLinks === 1 ? '1 link between nodes is' : `${brokenLinks} links between nodes are`;
  const { changed, conflicts } = report;
  const files = changed.length + conflicts.length === 0 ? 'No file has to change' : ofFiles(report, context);
  return `${files}; ${paint('bad', `${links} broken`)}`;
}

function ofFiles(
  { changed, conflicts, kept }: Report,
  { plan, dryRun, types = null, records = null }: ReportContext,
): string {
  const files = `${changed.length} ${changed.length === 1 ? 'file' : 'files'}`;
  if (conflicts.length > 0) {
    const many = conflicts.length === 1 ? 'file needs' : 'files need';
    const rest = changed.length === 0 ? 'there was nothing else to do' : 'the rest is written';
    const written = isBlocked(plan) || dryRun ? 'nothing was written' : rest;
    return paint('bad', `${conflicts.length} ${many} you; ${written}`);
  }
  const broken = countErrors(types);
  if (broken > 0) {
    const errors = broken === 1 ? '1 type error needs you' : `${broken} type errors need you`;
    const written = changed.length === 0 ? 'No file has to change' : paint('good', counted(changed));
    return `${written}; ${paint('bad', errors)}`;
  }
  const gone = kept.filter(isAbsent).length;
  if (gone > 0) {
    const versions = gone === 1 ? '1 version is gone and was' : `${gone} versions are gone and were`;
    const rest = changed.length === 0 || dryRun ? 'nothing was written' : counted(changed);
    return paint('caution', `${versions} not upgraded; ${rest}`);
  }
  if (changed.length === 0 && records !== null && plan.changes.length > 0)
    return dryRun
      ? `The records of ${terminalLine(records)} would be removed; no file would change`
      : paint('good', `The records of ${terminalLine(records)} were removed; no file had to change`);
  if (dryRun)
    return changed.length === 0 ? 'Nothing would change' : `${files} would change; nothing was written`;
  if (changed.length > 0) return paint('good', counted(changed));
  // An earlier interrupted run was completed or undone, as the warnings say.
  const isFirst = (plan.options.basis?.notes.length ?? 0) === 0;
  return isFirst ? 'Nothing to do: everything is up to date' : 'Nothing else to do';
}

function conflictLines(report: Report): string {
  return report.conflicts
    .map(({ path, lines, reason }) => {
      const where = lines.length === 0 ? '' : ` line ${lines.join(', ')}`;
      const why = reason === null ? '' : `: ${reason}`;
      return `  ${paint('bad', 'conflict')} ${terminalLine(`${path}${where}${why}`)}\n`;
    })
    .join('');
}

const mergedPaths = ({ files }: Plan): ReadonlySet<string> =>
  new Set(
    files.flatMap(({ action, path, isResolved }) =>
      action === 'merge' || isResolved === true ? [path] : [],
    ),
  );

function nextOf({ next }: Report, { dryRun, next: steps, types = null }: ReportContext): string[] {
  if (types?.status === 'checked' && types.errors.length > 0)
    return [...next, `Fix the type errors, then run ${types.command}`];
  return [...next, ...(dryRun ? [] : steps)];
}

function textReport(report: Report, context: ReportContext): string {
  const place = context.place === null ? '' : paint('faint', terminalLine(` ${context.place}`));
  const next = nextOf(report, context);
  return [
    ...(context.seen
      ? []
      : [`${paint('strong', terminalLine(context.title))}${place}\n`, showFiles(context.plan.files)]),
    conflictLines(report),
    showTypes(context.types ?? null, mergedPaths(context.plan)),
    `${conclusion(report, context)}\n`,
    context.below ?? '',
    next.length === 0 ? '' : `\nNext:\n${next.map((step) => `  ${terminalLine(step)}\n`).join('')}`,
  ].join('');
}

/** Returns the `--json` object on one line. */
function jsonReport(report: Report, context: ReportContext): string {
  const { status, ...json } = report.json;
  return jsonLine({
    status,
    project: context.plan.root,
    ...json,
    warnings: [...linesOf(context.findings ?? [], 'warning'), ...context.warnings, ...json.warnings],
    // Optional keys appear only if they have content.
    ...(context.findings?.length && { findings: context.findings }),
    ...(context.types && { types: context.types }),
    next: nextOf(report, context),
    ...context.more,
  });
}

/** Prints the result: the requested output to standard output, and warnings to standard error. */
export async function printReport(report: Report, context: ReportContext): Promise<void> {
  if (context.json) {
    process.stdout.write(jsonReport(report, context));
    return;
  }
  showFindings(context.findings ?? []);
  for (const warning of [...context.warnings, ...report.json.warnings]) {
    process.stderr.write(`${paint('caution', 'warning:')} ${terminalLine(warning)}\n`);
  }
  if (context.diff && !context.seen) process.stdout.write(await showDiff(context.plan));
  if (context.quiet) {
    process.stderr.write(conflictLines(report));
    process.stderr.write(showTypes(context.types ?? null, mergedPaths(context.plan)));
    return;
  }
  process.stdout.write(textReport(report, context));
}
