import { stepPlace } from '../../places.ts';
import { about, type Links, type GraphFinding, type MeshNode } from '../mesh/index.ts';
import { nodesOf } from './topics.ts';

/** A step whose node answers on other topics than the step waits for. */
export function unanswered(nodes: readonly MeshNode[], { read }: Links): readonly GraphFinding[] {
  return nodes.flatMap((node) =>
    (node.contract.workflow?.steps ?? []).flatMap((step) => {
      const takers = nodesOf(read.get(step.commandTopic) ?? []).filter((taker) => taker !== node);
      if (takers.length === 0) return [];
      const answers = new Set(
        takers.flatMap(({ contract }) => contract.topics.publish.map(({ topic }) => topic)),
      );
      const missing = [step.completedTopic, step.failedTopic].filter((topic) => !answers.has(topic));
      if (missing.length === 0) return [];
      const [taker] = takers;
      const message = `${node.contract.name} step ${step.id} sends ${step.commandTopic} to ${takers.map(({ contract }) => contract.name).join(', ')}, and waits for ${missing.join(' and ')}, which ${taker?.contract.name ?? 'it'} does not publish`;
      const severity = missing.includes(step.completedTopic) ? 'error' : 'warning';
      return [
        about(severity, 'unanswered', message, {
          topic: step.commandTopic,
          nodes: [node, ...takers],
          step: step.id,
          operation: step.operation,
          place: stepPlace(step.id, 'completed_topic'),
        }),
      ];
    }),
  );
}
