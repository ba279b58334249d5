import { keyOf, type Mutant, type Position } from './mutants.ts';
import { NOT_CHOSEN, OUT_OF_TIME } from './stryker/plan.ts';

export type Outcome = 'killed' | 'survived' | 'timed out' | 'not run';

export interface Result extends Mutant {
  readonly outcome: Outcome;
  /** No test reaches it. It counts as survived. */
  readonly uncovered: boolean;
}

interface ReportedMutant {
  readonly location: { readonly start: Position; readonly end: Position };
  readonly replacement?: string;
  readonly status: string;
  readonly statusReason?: string;
}

interface Report {
  readonly files: Record<string, { mutants: readonly ReportedMutant[] }>;
}

/** A crash of the tests is a kill, because the author of such a change would notice it. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  Killed: 'killed',
  RuntimeError: 'killed',
  Timeout: 'timed out',
  Survived: 'survived',
  NoCoverage: 'survived',
};

const withoutResult = ({ statusReason }: ReportedMutant): boolean =>
  [NOT_CHOSEN, OUT_OF_TIME].some((reason) => statusReason?.includes(reason));

/** Reads Stryker's report: the results of the chosen mutants, in their order. */
export function resultsOf(text: string, chosen: readonly Mutant[]): Result[] {
  const { files } = JSON.parse(text) as Report;
  const found = new Map<string, Omit<Result, keyof Mutant>>();
  for (const [path, { mutants }] of Object.entries(files))
    for (const mutant of mutants) {
      const { location, replacement = '', status } = mutant;
      // The report counts lines and columns from 1, a mutant from 0.
      const [start, end] = [location.start, location.end].map(({ line, column }) => ({
        line: line - 1,
        column: column - 1,
      })) as [Position, Position];
      found.set(keyOf({ path, start, end, replacement }), {
        outcome: withoutResult(mutant) ? 'not run' : (OUTCOMES[status] ?? 'not run'),
        uncovered: status === 'NoCoverage',
      });
    }
  return chosen.map((mutant) => ({
    ...mutant,
    ...(found.get(keyOf(mutant)) ?? { outcome: 'not run', uncovered: false }),
  }));
}

/** The report without what a later run must not reuse: what was not run, had no tests, timed out, or crashed. */
export function reusable(text: string): string {
  const report = JSON.parse(text) as Report;
  const lasting = new Set(['Killed', 'Survived']);
  for (const file of Object.values(report.files))
    file.mutants = file.mutants.filter(({ status }) => lasting.has(status));
  return JSON.stringify(report);
}
