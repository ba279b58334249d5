import { findCycle } from '../../workflow/index.ts';
import { about, type Links, type GraphFinding, type MeshNode } from '../mesh/index.ts';

/**
 * Nodes that start one another in an endless cycle: each reads what the previous one publishes. Steps are different,
 * because they ask and answer.
 */
export function cycles(nodes: readonly MeshNode[], { published }: Links): readonly GraphFinding[] {
  const byName = new Map(nodes.map((node) => [node.contract.name, node]));
  const graph = nodes.map((node) => {
    const answers = new Set(
      (node.contract.workflow?.steps ?? []).flatMap((step) => [step.completedTopic, step.failedTopic]),
    );
    const starts = node.contract.topics.subscribe
      .map(({ topic }) => topic)
      .filter((topic) => !answers.has(topic));
    const before = starts.flatMap((topic) =>
      (published.get(topic) ?? [])
        .map((end) => end.node.contract.name)
        .filter((name) => name !== node.contract.name),
    );
    return { id: node.contract.name, dependsOn: [...new Set(before)] };
  });
  const cycle = findCycle(graph);
  if (cycle === null) return [];
  const names = [...new Set(cycle)];
  const members = names.flatMap((name) => byName.get(name) ?? []);
  const message = `${names.join(' → ')} → ${names[0] ?? ''}: each node starts the next, so a message can loop forever`;
  return [about('warning', 'cycle', message, { nodes: members })];
}
