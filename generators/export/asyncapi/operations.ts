import { completedTopicOf, type Contract, type Operation, type TopicReference } from 'onex-runtime/contract';
import type { PartNames } from './names.ts';
import { hasPayload } from './topic-payload.ts';

/** A message that a node receives or sends, as an operation of the document. */
export interface OperationPart {
  /** The operation's name after that of the node. */
  readonly id: readonly string[];
  readonly action: 'receive' | 'send';
  readonly summary: string | null;
  readonly topic: string;
  /** Names of the message and of the schema of its payload. */
  readonly message: string;
  readonly payload: string;
  readonly reply: { readonly topic: string; readonly message: string; readonly payload: string } | null;
  /** Information that AsyncAPI has no keyword for. */
  readonly extension: Readonly<Record<string, string>>;
}

/** Returns all messages that a node receives and sends. */
export function nodeOperations(contract: Contract, names: PartNames): OperationPart[] {
  const { operations, topics, workflow } = contract;
  const answers = new Set((workflow?.steps ?? []).flatMap((step) => [step.completedTopic, step.failedTopic]));
  const heard = topics.subscribe.map(({ topic }) => topic);
  const asked = heard.filter((topic) => !answers.has(topic));
  const ofOperations = operations.flatMap((operation) => [
    ...requests(
      contract,
      operation,
      operation.requestTopics.length > 0 ? operation.requestTopics : asked,
      names,
    ),
    failure(contract, operation, names),
  ]);
  const said = new Set(
    ofOperations.flatMap(({ topic, reply }) => [topic, ...(reply === null ? [] : [reply.topic])]),
  );
  const others = (list: readonly TopicReference[]): TopicReference[] =>
    list.filter(({ topic }) => !said.has(topic));
  return [
    ...ofOperations,
    ...others(topics.subscribe).map((reference) => plain(contract, reference, 'receive', names)),
    ...others(topics.publish).map((reference) => plain(contract, reference, 'send', names)),
  ];
}

function requests(
  contract: Contract,
  operation: Operation,
  requestTopics: readonly string[],
  names: PartNames,
): OperationPart[] {
  const { name: node } = contract;
  const { name, description } = operation;
  const completedTopic = completedTopicOf(contract, operation);
  return requestTopics.map((topic, index): OperationPart => ({
    id: index === 0 ? [name] : [name, String(index + 1)],
    action: 'receive',
    summary: description,
    topic,
    message: names.of(node, name, 'request'),
    payload: names.of(node, name, 'input'),
    reply:
      completedTopic === null
        ? null
        : {
            topic: completedTopic,
            message: names.of(node, name, 'completed'),
            payload: names.of(node, name, 'output'),
          },
    extension: { role: 'request', operation: name },
  }));
}

function failure(
  { name: node }: Contract,
  { name, failedTopic }: Operation,
  names: PartNames,
): OperationPart {
  return {
    id: [name, 'failed'],
    action: 'send',
    summary: null,
    topic: failedTopic,
    message: names.of(node, name, 'failed'),
    payload: 'OnexFailure',
    reply: null,
    extension: { role: 'failed', operation: name },
  };
}

/** Returns a topic that belongs to no operation of the node: replies to steps, additional events, intents. */
function plain(
  { name: node, intents }: Contract,
  reference: TopicReference,
  action: 'receive' | 'send',
  names: PartNames,
): OperationPart {
  const { topic } = reference;
  const intent = intents.find(({ type }) => topic.includes(type.replaceAll(/[._]/g, '-')));
  return {
    id: [action, topic],
    action,
    summary: null,
    topic,
    message: names.of(node, action, topic, 'message'),
    payload: hasPayload(reference)
      ? names.of(node, action, topic, 'payload')
      : action === 'send' && intent !== undefined
        ? names.of(node, 'intent', intent.type)
        : 'OnexAny',
    reply: null,
    extension: { role: action === 'send' ? 'publishes' : 'listens' },
  };
}
