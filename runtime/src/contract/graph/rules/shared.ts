import { isDeepStrictEqual } from 'node:util';
import { about, type End, type Links, type GraphFinding, type MeshNode } from '../mesh/index.ts';

/**
 * Topics that two nodes claim: both answer each command of a shared topic, and a listener cannot distinguish their
 * results on a shared topic. With different models, each node also refuses messages for the other one.
 */
export function sharedTopics({ published, read }: Links): readonly GraphFinding[] {
  const commands = [...read].filter(([topic, ends]) => ends.some(({ node }) => takesCommand(node, topic)));
  const results = [...published].filter(([topic, ends]) =>
    ends.some(({ node }) =>
      node.contract.operations.some((one) => [one.completedTopic, one.failedTopic].includes(topic)),
    ),
  );
  return [
    ...commands.flatMap(([topic, ends]) => shared(topic, ends, 'shared-commands')),
    ...results.flatMap(([topic, ends]) => shared(topic, ends, 'shared-results')),
  ];
}

function takesCommand({ contract }: MeshNode, topic: string): boolean {
  return contract.topics.subscribe.some((one) => one.topic === topic && one.category === 'COMMAND');
}

function shared(
  topic: string,
  ends: readonly End[],
  rule: 'shared-commands' | 'shared-results',
): readonly GraphFinding[] {
  const [first, ...others] = ends;
  if (first === undefined || others.length === 0) return [];
  const names = ends.map(({ node }) => node.contract.name).join(' and ');
  const differing = others.find((other) => differ(first, other));
  const nodes = ends.map(({ node }) => node);
  if (differing !== undefined) {
    const models = [first.model, differing.model];
    const isNamed = models.every((model) => model !== null) && models[0] !== models[1];
    const which = isNamed ? ` (${models.join(' and ')})` : '';
    const verb = rule === 'shared-commands' ? 'take' : 'publish';
    const message = `${names} ${verb} ${topic} with different models${which}; name another topic in the contract of one of them`;
    return [about('error', 'two-models', message, { topic, nodes })];
  }
  const message =
    rule === 'shared-commands'
      ? `${names} take the commands on ${topic}: each of them answers; name another topic in the contract of one of them`
      : `${names} send their results to ${topic}: a listener cannot tell them apart; name another topic in the contract of one of them`;
  return [about('warning', rule, message, { topic, nodes })];
}

/** Known fields decide; otherwise the names of the models do, where both are known. */
function differ(one: End, other: End): boolean {
  if (one.fields !== null && other.fields !== null) return !isDeepStrictEqual(shape(one), shape(other));
  return one.model !== null && other.model !== null && one.model !== other.model;
}

function shape({ fields }: End): unknown {
  return Object.fromEntries((fields ?? []).map(({ name, type, required }) => [name, { type, required }]));
}
