import { unanswered } from './answers.ts';
import { withoutCopies } from './copies.ts';
import { cycles } from './cycles.ts';
import { fieldFaults } from './fields.ts';
import { linksOf } from './links.ts';
import { sharedTopics } from './shared.ts';
import { stepFaults } from './steps.ts';
import { notTaken, unpublished } from './topics.ts';
import type { GraphFinding, MeshNode, UnreadNode } from './types.ts';

/**
 * Finds what can never work between the nodes of a mesh: steps whose node or operation is gone, topics that nobody
 * publishes or reads, commands without an answer, topics that two nodes claim, cycles, and fields that do not fit. Only
 * findings about a node of the project are given, and all when there is none.
 * @param unread Nodes whose contracts cannot be read: nothing is found about what they may publish or take.
 */
export function checkGraph(
  nodes: readonly MeshNode[],
  unread: readonly UnreadNode[] = [],
): readonly GraphFinding[] {
  const { unique, found: copies } = withoutCopies(nodes);
  const links = linksOf(unique);
  const ofSteps = stepFaults({
    nodes: unique,
    links,
    unread: new Set(unread.map(({ folder }) => folder)),
  });
  const topics = [...unpublished(unique, links), ...notTaken(unique, links)];
  const found = [
    ...copies,
    ...ofSteps,
    ...withoutConsequences(topics, ofSteps, unique).filter(({ topic }) => !isUnknown(topic, unread)),
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
function isUnknown(topic: string | null, unread: readonly UnreadNode[]): boolean {
  return unread.some(({ text }) => text === null || (topic !== null && text.includes(topic)));
}

/** What follows from a step whose node or operation is gone is not worth a finding of its own. */
function withoutConsequences(
  found: readonly GraphFinding[],
  ofSteps: readonly GraphFinding[],
  nodes: readonly MeshNode[],
): readonly GraphFinding[] {
  const broken = new Set(ofSteps.map(({ nodes: [name], step }) => `${name}\0${step}`));
  const topics = new Set(
    nodes.flatMap(({ contract }) =>
      (contract.workflow?.steps ?? [])
        .filter(({ id }) => broken.has(`${contract.name}\0${id}`))
        .flatMap((step) => [step.commandTopic, step.completedTopic, step.failedTopic]),
    ),
  );
  return found.filter(({ topic }) => topic === null || !topics.has(topic));
}
