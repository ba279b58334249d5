import { formatIssue, readContract } from 'onex-runtime/contract';
import type { Contract } from 'onex-runtime/contract';

const HEAD = 'name: node_shop_order_effect\nnode_type: EFFECT_GENERIC\n';

/** The contract of a text that must be readable; name and type are given unless the text has them. */
export function contractOf(body: string): Contract {
  const text = body.includes('node_type:') ? body : HEAD + body;
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null)
    throw new Error(issues.map((issue) => formatIssue(issue, 'contract.yaml')).join('\n'));
  return contract;
}

/** Errors or warnings as `line:column message`. */
export function issuesOf(text: string, severity: 'error' | 'warning' | 'note' = 'error'): readonly string[] {
  return readContract(text, { file: 'contract.yaml' })
    .issues.filter((issue) => issue.severity === severity)
    .map(({ position, message }) => `${position.line}:${position.column} ${message}`);
}

export function withHead(body: string): string {
  return HEAD + body;
}
