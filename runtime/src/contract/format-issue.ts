import { terminalLine } from 'onex-cli-kit';
import type { ContractIssue, Severity } from './model.ts';

/** A finding of a contract with the file that it is in, as `--json` prints it. */
export interface Finding {
  readonly severity: Severity;
  /** Whether the written word is almost a known one, and probably meant to be it. */
  readonly mistake?: true;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** One line: `contract.yaml:12:5: event_bus.subscribe_topics[0]: …`. */
export function formatIssue(issue: ContractIssue, file: string): string {
  const { line, column } = issue.position;
  return `${file}:${line}:${column}: ${issue.message}`;
}

/** @param file As the user knows it. */
export function findingOf({ severity, position, message, mistake }: ContractIssue, file: string): Finding {
  return { severity, ...(mistake && { mistake }), file, ...position, message };
}

/** One line: `contract.yaml:12:5: warning: …`; an error has no such word. */
export function formatFinding({ severity, file, line, column, message }: Finding): string {
  const grade = severity === 'error' ? '' : `${severity}: `;
  return terminalLine(`${file}:${line}:${column}: ${grade}${message}`);
}
