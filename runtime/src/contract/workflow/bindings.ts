/**
 * Says which node does a step and which events answer it, where the contract names them: `step_config`,
 * `intent_consumption.intent_routing_table`, `consumed_events`, and `handler_routing`. Nothing is bound by position.
 */
import type { Route, TopicReference, TopicSet } from '../model.ts';
import { eventNameOf, kebab, producerOf, tellsFailure } from '../read/topic-names.ts';
import type { WrittenStep } from './read-workflow.ts';

export interface StepBinding {
  readonly node: string | null;
  readonly commandTopic: string | null;
  readonly completedTopic: string | null;
  readonly failedTopic: string | null;
  readonly resultModel: string | null;
}

/** `shop.nodes.node_scan_effect.models.model_list` belongs to node_scan_effect. */
const NODE_IN_MODULE = /(?:^|\.)(node_\w+_(?:effect|compute|reducer|orchestrator))(?:\.|$)/;

/** Endings of the topics of a node's commands. */
const COMMAND_ENDINGS = ['requested', 'request', 'start', 'command'];

/** Finds what the contract says about each step beside the step itself. */
export function bindingsOf(
  topics: TopicSet,
  routes: readonly Route[],
  intents: ReadonlyMap<string, string>,
): (step: WrittenStep) => StepBinding {
  const events = topics.subscribe.filter(({ category }) => category === 'EVENT');
  const answers = routes.filter(({ category }) => category === 'EVENT' || category === null);
  return (step) => {
    const node = step.node ?? nodeOfIntents(step, intents);
    const own = answers.filter(
      (route) =>
        (node !== null && nodeIn(route) === node) ||
        (route.category === 'EVENT' && route.operations.includes(step.id)),
    );
    const routed = own.flatMap((route) =>
      topicsOf(route, events).map((topic) => ({ topic, model: route.eventModel?.name ?? null })),
    );
    const announced = step.replyEvent === null ? [] : events.filter((one) => isCalled(one, step.replyEvent));
    const named = node === null ? [] : events.filter(({ topic }) => isOfNode(topic, node));
    const candidates = [
      ...routed.map(({ topic }) => topic),
      ...[...announced, ...named].map(({ topic }) => topic),
    ];
    const completed = onlyOne(candidates.filter((topic) => !tellsFailure(topic)));
    return {
      node,
      commandTopic: commandOf(step, node, topics.publish, intents),
      completedTopic: completed,
      failedTopic: onlyOne(candidates.filter(tellsFailure)),
      resultModel: routed.find(({ topic }) => topic === completed)?.model ?? null,
    };
  };
}

/** The node that all intents of a step go to: those that its `intent_filter` matches, such as `postgres.*`. */
function nodeOfIntents({ intentFilter }: WrittenStep, intents: ReadonlyMap<string, string>): string | null {
  return onlyOne([...intents].flatMap(([intent, node]) => (matches(intent, intentFilter) ? [node] : [])));
}

function matches(intent: string, filter: string | null): boolean {
  if (filter === null) return false;
  return filter.endsWith('*') ? intent.startsWith(filter.slice(0, -1)) : intent === filter;
}

function nodeIn({ eventModel, module }: Route): string | null {
  return NODE_IN_MODULE.exec(eventModel?.module ?? module ?? '')?.[1] ?? null;
}

function topicsOf({ topic, eventType }: Route, events: readonly TopicReference[]): readonly string[] {
  if (topic !== null) return events.some((one) => one.topic === topic) ? [topic] : [];
  return eventType === null ? [] : events.filter((one) => isCalled(one, eventType)).map((one) => one.topic);
}

function isCalled({ topic, eventType }: TopicReference, name: string | null): boolean {
  return name !== null && (eventType === name || `${producerOf(topic)}.${eventNameOf(topic)}` === name);
}

/** Whether a topic has the name that the results of a node have by our rule: `payment-completed`. */
function isOfNode(topic: string, node: string): boolean {
  const name = eventNameOf(topic).replaceAll('_', '-');
  return namesOf(node).some((base) => name === `${base}-completed` || name === `${base}-failed`);
}

/** The only published topic that carries the commands, or the intents, of a step's node. */
function commandOf(
  { intentFilter }: WrittenStep,
  node: string | null,
  publish: readonly TopicReference[],
  intents: ReadonlyMap<string, string>,
): string | null {
  if (node === null) return null;
  const wanted = [...intents].filter(([intent, to]) => to === node && matches(intent, intentFilter));
  const names = new Set([
    ...namesOf(node).flatMap((base) => COMMAND_ENDINGS.map((ending) => `${base}-${ending}`)),
    ...wanted.map(([intent]) => kebab(intent)),
  ]);
  const isCommand = ({ topic, category }: TopicReference): boolean =>
    (category === 'COMMAND' || category === 'INTENT') && names.has(eventNameOf(topic).replaceAll('_', '-'));
  return onlyOne(publish.filter(isCommand).map(({ topic }) => topic));
}

/** `merge-sweep` and `merge-sweep-effect` of `node_merge_sweep_effect`. */
function namesOf(node: string): readonly string[] {
  const name = kebab(node.replace(/^node_/, ''));
  return [...new Set([name, name.replace(/-(?:effect|compute|reducer|orchestrator)$/, '')])];
}

function onlyOne(values: readonly string[]): string | null {
  const [only, ...others] = new Set(values);
  return only === undefined || others.length > 0 ? null : only;
}
