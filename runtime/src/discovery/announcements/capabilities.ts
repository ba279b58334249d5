import { CAPABILITY_FLAGS } from '../../contract/capability-flags.ts';
import type { Contract, TopicReference } from '../../contract/model.ts';
import { eventTypeOf, topicCategory } from '../../event-bus/wire/index.ts';
import type { NodeProfile } from '../identity/index.ts';

/** What the contract declares. A known key of a wrong type is left out, because every reader would refuse the event. */
export function declaredCapabilities(contract: Contract | null): Record<string, unknown> {
  const declared = { ...contract?.declaredCapabilities };
  const known = Object.fromEntries(CAPABILITY_FLAGS.map((name) => [name, declared[name] === true]));
  const types = declared['supported_types'];
  const supported = Array.isArray(types) ? types.filter((type) => typeof type === 'string') : [];
  return { ...declared, ...known, supported_types: supported };
}

/** Capabilities that can be detected at run time. */
export function discoveredCapabilities(contract: Contract | null): Record<string, unknown> {
  return {
    operations: contract?.operations.map((operation) => operation.name) ?? [],
    has_fsm: contract !== null && contract.stateMachine !== null,
    method_signatures: {},
    attributes: {},
  };
}

/** Capabilities that follow from the contract. Null without one. */
export function contractCapabilities(contract: Contract | null): Record<string, unknown> | null {
  if (contract === null) return null;
  const intents = contract.topics.publish.filter((reference) => categoryOf(reference) === 'INTENT');
  return {
    contract_type: contract.kind,
    contract_version: contract.contractVersion,
    intent_types: intents.map(({ topic, eventType }) => eventType ?? eventTypeOf(topic)),
    protocols: [],
    capability_tags: contract.tags,
    service_metadata: {},
  };
}

/** Topics by which others can reach the node and receive its messages. Null if nothing is routed to it. */
export function eventBusTopics({ contract }: NodeProfile): Record<string, unknown> | null {
  if (contract === null) return null;
  return {
    subscribe_topics: contract.topics.subscribe.flatMap(topicEntry),
    publish_topics: contract.topics.publish.flatMap(topicEntry),
  };
}

/** Dead letters and snapshots are not routes, so they are left out. */
function topicEntry(reference: TopicReference): readonly Record<string, unknown>[] {
  const category = categoryOf(reference);
  if (category === null) return [];
  return [
    {
      topic: reference.topic,
      event_type: reference.eventType ?? eventTypeOf(reference.topic),
      message_category: category,
      description: reference.description,
    },
  ];
}

function categoryOf(reference: TopicReference): TopicReference['category'] {
  return reference.category ?? topicCategory(reference.topic);
}
