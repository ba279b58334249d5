import type { WorkflowStep } from '../model.ts';
import { unanswered, withoutCopies, cycles, fieldFaults, sharedTopics } from './rules/index.ts';
import { linksOf, type GraphFinding, type MeshNode, type UnreadNode } from './mesh/index.ts';
import { stepFaults } from './rules/steps/index.ts';
import { notTaken, unpublished } from './rules/topics.ts';

/**
 * Finds what can never work between the nodes of a mesh: steps whose node or operation does not exist, topics that
 * nobody publishes or reads, commands without an answer, topics that two nodes claim, cycles, and fields that do not
 * fit. Only findings about a node of the project are given, and all when there is none.
 * @param unread Nodes whose contracts cannot be read: nothing is found about what they may publish or take.
 */
export function checkGraph(
  nodes: readonly MeshNode[],
  unread: readonly UnreadNode[] = [],
): readonly GraphFinding[] {
  const { unique, found: copies } = withoutCopies(nodes);
  const links = linksOf(unique);
  const unknown = new Set(unread.map(({ folder }) => folder));
  const ofSteps = stepFaults({ nodes: unique, links, unread: unknown });
  const hidden = topicsOfSteps(
    unique,
    (step, { contract }) =>
      unknown.has(step.node ?? '') ||
      ofSteps.some((one) => one.step === step.id && one.nodes[0] === contract.name),
  );
  const ofTopics = [...unpublished(unique, links), ...notTaken(unique, links)].filter(
    ({ topic }) => topic === null || !(hidden.has(topic) || isUnknown(topic, unread)),
  );
  const found = [
    ...copies,
    ...ofSteps,
    ...ofTopics,
    ...unanswered(unique, links),
    ...sharedTopics(links),
    ...cycles(unique, links),
    ...fieldFaults(links),
  ];
  const own = new Set(nodes.filter((node) => node.own).map(({ contract }) => contract.name));
  const relevant = own.size === 0 ? found : found.filter((one) => one.nodes.some((name) => own.has(name)));
  const order = { error: 0, warning: 1 };
  return relevant.toSorted(
    (one, other) => order[one.severity] - order[other.severity] || (one.message < other.message ? -1 : 1),
  );
}

/** Whether a node that cannot be read may publish a topic, or take it. */
function isUnknown(topic: string, unread: readonly UnreadNode[]): boolean {
  return unread.some(({ text }) => text === null || text.includes(topic));
}

/** Topics of some steps. What follows from a step whose node or operation is gone is not worth a finding of its own. */
function topicsOfSteps(
  nodes: readonly MeshNode[],
  chosen: (step: WorkflowStep, node: MeshNode) => boolean,
): ReadonlySet<string> {
  const steps = nodes.flatMap((node) =>
    (node.contract.workflow?.steps ?? []).filter((step) => chosen(step, node)),
  );
  return new Set(steps.flatMap((step) => [step.commandTopic, step.completedTopic, step.failedTopic]));
}
