import { tellsFailure } from '../../read/topic-names.ts';
import { about, type End, type Links, type GraphFinding, type MeshNode } from '../mesh/index.ts';

const namesOf = (ends: readonly End[]): string =>
  [...new Set(ends.map(({ node }) => node.contract.name))].join(', ');
/** The nodes at the given ends, each once. */
export const nodesOf = (ends: readonly End[]): readonly MeshNode[] => [
  ...new Set(ends.map(({ node }) => node)),
];
const isPlatform = (topic: string): boolean => topic.split('.')[2] === 'platform';

/** If nobody publishes the answers of a step, its workflow waits. Another topic may belong to an external system. */
export function unpublished(nodes: readonly MeshNode[], { published, read }: Links): readonly GraphFinding[] {
  const outside = new Set(nodes.flatMap(({ contract }) => contract.externalTopics.produced));
  return [...read].flatMap(([topic, ends]) => {
    if (published.has(topic) || outside.has(topic) || isPlatform(topic) || isCommand(ends, topic)) return [];
    const waiting = ends.flatMap(({ node }) =>
      (node.contract.workflow?.steps ?? []).filter((step) => step.completedTopic === topic),
    );
    const [step] = waiting;
    const message = step
      ? `${namesOf(ends)} waits for ${topic}, which no node publishes; name the topic that the node of the step publishes`
      : `${namesOf(ends)} reads ${topic}, which no node publishes; list it under externally_produced_topics if another system does`;
    const details = {
      topic,
      nodes: nodesOf(ends),
      ...(step && { step: step.id, operation: step.operation }),
    };
    return [about(step ? 'error' : 'warning', 'unpublished', message, details)];
  });
}

/** A command may come from any client, and so needs no node that publishes it. */
function isCommand(ends: readonly End[], topic: string): boolean {
  return ends.some(({ node }) =>
    node.contract.topics.subscribe.some((one) => one.topic === topic && one.category === 'COMMAND'),
  );
}

/** Commands and intents that no node takes, and events that nobody reads. */
export function notTaken(nodes: readonly MeshNode[], { published, read }: Links): readonly GraphFinding[] {
  const outside = new Set(nodes.flatMap(({ contract }) => contract.externalTopics.consumed));
  return [...published].flatMap(([topic, ends]) => {
    if (read.has(topic) || outside.has(topic) || isPlatform(topic)) return [];
    // Results, and the events of a workflow, are for the caller; commands and intents are for a node.
    const isAsked = ends.some(({ node }) =>
      node.contract.topics.publish.some(
        (one) => one.topic === topic && ['COMMAND', 'INTENT'].includes(one.category ?? ''),
      ),
    );
    if (isAsked) {
      const message = `${namesOf(ends)} sends ${topic}, which no node takes; nobody answers`;
      const [step] = ends.flatMap(({ node }) =>
        (node.contract.workflow?.steps ?? []).filter(({ commandTopic }) => commandTopic === topic),
      );
      const details = {
        topic,
        nodes: nodesOf(ends),
        ...(step && { step: step.id, operation: step.operation }),
      };
      return [about('error', 'unread', message, details)];
    }
    if (ends.every(({ node }) => isResult(node, topic))) return [];
    const message = `${namesOf(ends)} publishes ${topic}, which no node reads; list it under externally_consumed_topics if another system does`;
    return [about('warning', 'unread', message, { topic, nodes: nodesOf(ends) })];
  });
}

function isResult({ contract }: MeshNode, topic: string): boolean {
  return (
    contract.operations.some((one) => [one.completedTopic, one.failedTopic].includes(topic)) ||
    Object.values(contract.workflow?.eventTopics ?? {}).includes(topic) ||
    tellsFailure(topic)
  );
}
