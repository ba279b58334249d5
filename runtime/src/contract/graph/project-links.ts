import { checkGraph } from './check.ts';
import type { GraphFinding, GraphRule, MeshNode, UnreadNode } from './mesh/index.ts';

/** Rules about nodes that depend on others. The rest is about how a mesh is laid out, which `onex graph check` reports. */
const LINK_RULES: ReadonlySet<GraphRule> = new Set([
  'no-node',
  'no-operation',
  'unread',
  'unanswered',
  'unpublished',
  'field',
  'version',
  'duplicate',
]);

/**
 * What is wrong with the links between the nodes of a project, which a change of one node may break in another.
 * @param unread Nodes whose contracts cannot be read. Each that may do a step is a finding at the fault in its contract.
 */
export function checkLinks(
  nodes: readonly MeshNode[],
  unread: readonly UnreadNode[] = [],
): readonly GraphFinding[] {
  const found = checkGraph(nodes, unread).filter(
    // Intents of a reducer may be for nodes that do not exist yet.
    ({ rule, step }) => LINK_RULES.has(rule) && !(rule === 'unread' && step === undefined),
  );
  return [...unread.flatMap((node) => unreadable(node, nodes)), ...found];
}

/** Whether a link is broken and has to be repaired. A field that may be absent, or an older version, still works. */
export function isBrokenLink({ severity, rule }: GraphFinding): boolean {
  return severity === 'error' || rule === 'unpublished';
}

function unreadable(
  { folder, text, finding }: UnreadNode,
  nodes: readonly MeshNode[],
): readonly GraphFinding[] {
  const dependents = nodes.filter(({ contract }) =>
    contract.workflow?.steps.some(({ node, commandTopic }) =>
      node === null ? text?.includes(commandTopic) : node === folder,
    ),
  );
  if (dependents.length === 0) return [];
  const names = dependents.map(({ contract }) => contract.name);
  return [
    {
      ...finding,
      severity: 'error',
      rule: 'unreadable',
      message: `${finding.message}; ${names.join(', ')} ${names.length === 1 ? 'depends' : 'depend'} on ${folder}`,
      topic: null,
      nodes: [folder, ...names],
      files: [finding.file, ...dependents.map(({ file }) => file)],
    },
  ];
}
