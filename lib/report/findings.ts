import { paint, terminalLine, type Tone } from 'onex-cli-kit';
import { formatIssue, type Finding, type Severity } from 'onex-runtime/contract';

const COLORS: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'caution', note: 'accent' };

function lineOf({ file, line, column, message }: Finding): string {
  return formatIssue({ severity: 'note', message, path: [], position: { line, column } }, file);
}

/** Returns the findings of one severity, one per line. */
export function linesOf(findings: readonly Finding[], severity: Severity): string[] {
  return findings.filter((finding) => finding.severity === severity).map(lineOf);
}

/** Prints findings to standard error, each with its severity and its position. */
export function showFindings(findings: readonly Finding[]): void {
  for (const finding of findings) {
    const { severity } = finding;
    process.stderr.write(`${paint(COLORS[severity], `${severity}:`)} ${terminalLine(lineOf(finding))}\n`);
  }
}
