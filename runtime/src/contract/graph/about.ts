import type { GraphFinding, GraphRule, MeshNode } from './types.ts';

/** A finding about some nodes. */
export function about(
  severity: GraphFinding['severity'],
  rule: GraphRule,
  topic: string | null,
  nodes: readonly MeshNode[],
  message: string,
): GraphFinding {
  return {
    severity,
    rule,
    topic,
    message,
    nodes: nodes.map(({ contract }) => contract.name),
    files: nodes.map(({ file }) => file),
  };
}
