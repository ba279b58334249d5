import { quote } from 'onex-cli-kit';
import { eventNameOf, tellsFailure } from 'onex-runtime/contract';
import type { AsyncapiDocument, Spot } from './document.ts';
import type { ReadNode } from './nodes.ts';
import type { ReadOperation } from './operations.ts';

/** An operation of the node's contract, gathered from the document's operations. */
export interface NodeOperation {
  readonly name: string;
  readonly description: string | null;
  readonly spot: Spot;
  readonly requestTopics: readonly string[];
  readonly input: Spot | null;
  readonly output: Spot | null;
  /** null: follows the naming rule. */
  readonly completedTopic: string | null;
  readonly failedTopic: string | null;
}

/** A node's operations and the other topics that it uses. */
export interface NodeMessages {
  readonly operations: readonly NodeOperation[];
  readonly subscribe: readonly string[];
  readonly publish: readonly string[];
}

/** Gathers the parts of one operation: its requests, its result, and its failure. */
export function messagesOf({ operations }: ReadNode, document: AsyncapiDocument): NodeMessages {
  const requests = operations.filter(({ action, role }) => action === 'receive' && role !== 'listens');
  const sends = operations.filter(({ action }) => action === 'send');
  const used = new Set<ReadOperation>();
  const names = [...new Set(requests.map(({ name }) => name))];
  const gathered = names.map((name): NodeOperation => {
    const own = requests.filter((request) => request.name === name);
    const [first] = own as [ReadOperation, ...ReadOperation[]];
    const reply = own.find((request) => request.reply !== null)?.reply ?? null;
    const answer = reply === null ? answerOf(first, sends, requests.length === 1, used) : null;
    const failure = failureOf(first, sends, requests.length === 1);
    if (failure !== null) used.add(failure);
    return {
      name,
      description: first.description,
      spot: first.spot,
      requestTopics: [...new Set(own.map(({ topic }) => topic))],
      input: first.payload,
      output: reply?.payload ?? answer?.payload ?? null,
      completedTopic: reply?.topic ?? answer?.topic ?? null,
      failedTopic: failure?.topic ?? null,
    };
  });
  for (const send of sends.filter((one) => !used.has(one) && one.role === null && one.payload !== null))
    document.note(
      send.spot,
      `the payload of messages on ${quote(send.topic, 200)} is dropped: a contract describes the inputs and outputs of operations; the topic is not dropped`,
    );
  const results = gathered.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]);
  return {
    operations: gathered,
    subscribe: [...new Set(operations.flatMap(({ action, topic }) => (action === 'receive' ? [topic] : [])))],
    publish: [...new Set([...results.filter((topic) => topic !== null), ...sends.map(({ topic }) => topic)])],
  };
}

/** Returns the event that answers a request without a named reply: the only one, or the one named after it. */
function answerOf(
  request: ReadOperation,
  sends: readonly ReadOperation[],
  isOnly: boolean,
  used: Set<ReadOperation>,
): ReadOperation | null {
  const events = sends.filter(({ topic }) => topic.startsWith('onex.evt.') && !tellsFailure(topic));
  const named = events.filter(
    ({ topic, name }) => isAbout(topic, request) || name === `${request.name}_completed`,
  );
  const [found] = named.length === 1 ? named : isOnly && events.length === 1 ? events : [];
  if (found !== undefined) used.add(found);
  return found ?? null;
}

function failureOf(
  request: ReadOperation,
  sends: readonly ReadOperation[],
  isOnly: boolean,
): ReadOperation | null {
  const said = sends.find(({ role, name }) => role === 'failed' && name === request.name);
  if (said !== undefined) return said;
  const failures = sends.filter(({ topic, role }) => role === null && tellsFailure(topic));
  const named = failures.filter(({ topic }) => isAbout(topic, request));
  const [found] = named.length === 1 ? named : isOnly && failures.length === 1 ? failures : [];
  return found ?? null;
}

/** `payment-completed` answers `payment-requested`. */
function isAbout(topic: string, { topic: asked }: ReadOperation): boolean {
  const stem = (name: string): string => eventNameOf(name).replace(/-[a-z0-9]+$/, '');
  return stem(topic) === stem(asked);
}
