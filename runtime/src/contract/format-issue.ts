import type { ContractIssue } from './model.ts';

/** One line: `contract.yaml:12:5: event_bus.subscribe_topics[0]: …`; a warning says so. */
export function formatIssue(issue: ContractIssue, file: string): string {
  const { line, column } = issue.position;
  const severity = issue.severity === 'warning' ? 'warning: ' : '';
  return `${file}:${line}:${column}: ${severity}${issue.message}`;
}
