import { visible, type Palette } from 'onex-cli-kit';
import { truncate } from '../terminal/index.ts';
import type { TestResult, TestRun } from './run-tests.ts';

const WIDTHS = { operation: 24, what: 36, answered: 60 };

/** A line of the table: what was sent, what the node did, and whether the contract allows it. */
export function resultLine(
  { operation, what, expected, answered, allowed, fault }: TestResult,
  palette: Palette,
): string {
  const cell = (text: string, width: number): string => truncate(visible(text), width).padEnd(width);
  const mark = allowed ? palette.good('✓') : palette.bad('✗');
  const line = [
    cell(operation, WIDTHS.operation),
    cell(what, WIDTHS.what),
    expected,
    truncate(visible(answered), WIDTHS.answered),
  ].join('  ');
  return fault === null ? `${mark} ${line}` : `${mark} ${line}\n    ${palette.bad(visible(fault))}`;
}

/** The head of the table. */
export function headLine(palette: Palette): string {
  return palette.faint(
    `  ${'operation'.padEnd(WIDTHS.operation)}  ${'message'.padEnd(WIDTHS.what)}  expect  answered`,
  );
}

/** What follows the table. */
export function summaryLines(
  { results, untestable }: TestRun,
  placeholders: ReadonlySet<string>,
  palette: Palette,
): string[] {
  const faults = results.filter(({ allowed }) => !allowed).length;
  const count = results.length === 1 ? '1 message' : `${results.length} messages`;
  return [
    ...untestable.map(({ operation, reason }) =>
      palette.caution(visible(`${operation} is not tested: ${reason}`)),
    ),
    ...[...placeholders].map((operation) =>
      palette.caution(
        visible(
          `${operation} is a placeholder: its answers are samples that match the contract, so they do not test its handler`,
        ),
      ),
    ),
    faults === 0
      ? palette.good(`The contract allows every answer to ${count}`)
      : palette.bad(`The contract does not allow ${faults} of the answers to ${count}`),
  ];
}
