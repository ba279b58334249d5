import { formatIssue, terminalLine, type Finding, type Severity } from 'onex-runtime/contract';
import { paint, type PaintFormat } from './style.ts';

const COLORS: Readonly<Record<Severity, PaintFormat>> = { error: 'red', warning: 'yellow', note: 'cyan' };

function lineOf({ file, line, column, message }: Finding): string {
  return formatIssue({ severity: 'note', message, path: [], position: { line, column } }, file);
}

/** Findings of one severity, a line each. */
export function linesOf(findings: readonly Finding[], severity: Severity): string[] {
  return findings.filter((finding) => finding.severity === severity).map(lineOf);
}

/** Prints findings to standard error, each with its severity and its place. */
export function showFindings(findings: readonly Finding[]): void {
  for (const finding of findings) {
    const { severity } = finding;
    process.stderr.write(`${paint(COLORS[severity], `${severity}:`)} ${terminalLine(lineOf(finding))}\n`);
  }
}
