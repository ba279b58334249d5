import { tellsFailure } from '../read/topic-names.ts';
import { findCycle } from '../workflow/graph.ts';
import { about } from './about.ts';
import { fieldFaults } from './fields.ts';
import { linksOf, type End, type Links } from './links.ts';
import { sharedTopics } from './shared.ts';
import type { GraphFinding, MeshNode } from './types.ts';

/**
 * Finds what can never work between the nodes of a mesh: topics that nobody publishes or reads, commands without an
 * answer, topics that two nodes claim, cycles, and fields that do not fit. Only findings about a node of the project are
 * given, and all when there is none.
 */
export function checkGraph(nodes: readonly MeshNode[]): readonly GraphFinding[] {
  const links = linksOf(nodes);
  const found = [
    ...unpublished(nodes, links),
    ...unread(nodes, links),
    ...unanswered(nodes, links),
    ...sharedTopics(links),
    ...cycles(nodes, links),
    ...fieldFaults(links),
  ];
  const own = new Set(nodes.filter((node) => node.own).map(({ contract }) => contract.name));
  const relevant = own.size === 0 ? found : found.filter((one) => one.nodes.some((name) => own.has(name)));
  const order = { error: 0, warning: 1 };
  return relevant.toSorted(
    (one, other) => order[one.severity] - order[other.severity] || (one.message < other.message ? -1 : 1),
  );
}

const namesOf = (ends: readonly End[]): string =>
  [...new Set(ends.map(({ node }) => node.contract.name))].join(', ');
const nodesOf = (ends: readonly End[]): readonly MeshNode[] => [...new Set(ends.map(({ node }) => node))];
const isPlatform = (topic: string): boolean => topic.split('.')[2] === 'platform';

/** Answers of a step that nobody publishes leave a workflow waiting; another topic may be of a system outside. */
function unpublished(nodes: readonly MeshNode[], { published, read }: Links): readonly GraphFinding[] {
  const outside = new Set(nodes.flatMap(({ contract }) => contract.externalTopics.produced));
  return [...read].flatMap(([topic, ends]) => {
    if (published.has(topic) || outside.has(topic) || isPlatform(topic) || isCommand(ends, topic)) return [];
    const waits = ends.some(({ node }) =>
      node.contract.workflow?.steps.some((step) => step.completedTopic === topic),
    );
    const message = waits
      ? `${namesOf(ends)} waits for ${topic}, which no node publishes; name the topic that the node of the step publishes`
      : `${namesOf(ends)} reads ${topic}, which no node publishes; list it under externally_produced_topics if another system does`;
    return [about(waits ? 'error' : 'warning', 'unpublished', topic, nodesOf(ends), message)];
  });
}

/** A command may come from any client, and so needs no node that publishes it. */
function isCommand(ends: readonly End[], topic: string): boolean {
  return ends.some(({ node }) =>
    node.contract.topics.subscribe.some((one) => one.topic === topic && one.category === 'COMMAND'),
  );
}

function unread(nodes: readonly MeshNode[], { published, read }: Links): readonly GraphFinding[] {
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
      return [about('error', 'unread', topic, nodesOf(ends), message)];
    }
    if (ends.every(({ node }) => isResult(node, topic))) return [];
    const message = `${namesOf(ends)} publishes ${topic}, which no node reads; list it under externally_consumed_topics if another system does`;
    return [about('warning', 'unread', topic, nodesOf(ends), message)];
  });
}

function isResult({ contract }: MeshNode, topic: string): boolean {
  return (
    contract.operations.some((one) => [one.completedTopic, one.failedTopic].includes(topic)) ||
    Object.values(contract.workflow?.eventTopics ?? {}).includes(topic) ||
    tellsFailure(topic)
  );
}

/** A step whose node answers on other topics than the step waits for. */
function unanswered(nodes: readonly MeshNode[], { read }: Links): readonly GraphFinding[] {
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
      return [about(severity, 'unanswered', step.commandTopic, [node, ...takers], message)];
    }),
  );
}

/** Nodes that start one another without an end: each reads what the one before publishes. Steps are asked and answer. */
function cycles(nodes: readonly MeshNode[], { published }: Links): readonly GraphFinding[] {
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
  const message = `${names.join(' → ')} → ${names[0] ?? ''}: each node starts the next, so a message can go round without end`;
  return [about('warning', 'cycle', null, members, message)];
}
