import type { ContractIssue } from './model.ts';

/** One line: `contract.yaml:12:5: event_bus.subscribe_topics[0]: …`. */
export function formatIssue(issue: ContractIssue, file: string): string {
  const { line, column } = issue.position;
  return `${file}:${line}:${column}: ${issue.message}`;
}
