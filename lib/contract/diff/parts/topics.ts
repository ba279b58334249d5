import { quote } from 'onex-cli-kit';
import { type Contract, type TopicReference } from 'onex-runtime/contract';
import { fieldsIn } from '../covers/index.ts';
import { compareFields, type Message } from '../fields.ts';
import { textPlace } from '../places.ts';
import type { FoundChange } from '../types.ts';

const ROLES = {
  subscribe: { added: 'the node listens to', removed: 'the node no longer listens to' },
  publish: { added: 'the node publishes on', removed: 'the node no longer publishes on' },
} as const;

/** Changes of the topics that a node subscribes to and publishes on. */
export function compareTopics(before: Contract, after: Contract): FoundChange[] {
  return (['subscribe', 'publish'] as const).flatMap((role) => {
    const list = ({ topics }: Contract): string[] => topics[role].map(({ topic }) => topic);
    const [old, now] = [new Set(list(before)), new Set(list(after))];
    const change = (topic: string, kind: 'added' | 'removed'): FoundChange => ({
      breaks: kind === 'removed' ? 'consumers' : null,
      message: `${ROLES[role][kind]} ${quote(topic, 200)}`,
      version: kind === 'removed' ? 'old' : 'new',
      place: textPlace(topic, 'event_bus'),
      subject: { kind: 'topic', topic, role },
    });
    const removed = [...old].filter((topic) => !now.has(topic)).map((topic) => change(topic, 'removed'));
    const added = [...now].filter((topic) => !old.has(topic)).map((topic) => change(topic, 'added'));
    return [...removed, ...added, ...comparePayloads(before, after, role)];
  });
}

/** Changes of the payload that the contract declares next to a topic, if no operation has the topic. */
function comparePayloads(before: Contract, after: Contract, role: 'subscribe' | 'publish'): FoundChange[] {
  const plain = ({ topics, operations }: Contract): ReadonlyMap<string, TopicReference> => {
    const taken = new Set(
      operations.flatMap(({ completedTopic, requestTopics }) => [completedTopic, ...requestTopics]),
    );
    return new Map(topics[role].flatMap((one) => (taken.has(one.topic) ? [] : [[one.topic, one] as const])));
  };
  const message = ({ definitions }: Contract, { fields, model }: TopicReference): Message => ({
    fields: fields ?? (model === undefined ? null : fieldsIn(definitions, model.name)),
    models: definitions,
  });
  const old = plain(before);
  return [...plain(after).values()].flatMap((is): FoundChange[] => {
    const was = old.get(is.topic);
    if (was === undefined) return [];
    const direction = role === 'publish' ? 'output' : 'input';
    return compareFields(message(before, was), message(after, is), direction).map((change) => {
      const field =
        change.path.length === 0 ? 'payload' : `payload field ${quote(change.path.join('.')).slice(1, -1)}`;
      return {
        breaks: change.isCompatible ? null : 'consumers',
        message: `topic ${quote(is.topic, 200)}: ${field} ${change.message}`,
        version: 'new',
        place: textPlace(is.topic),
        subject: { kind: 'topic', topic: is.topic, role },
      };
    });
  });
}
