import { WORKFLOW_EVENTS } from '../model.ts';
import type { Route, TopicReference, TopicSet, Workflow, WorkflowEvent, WorkflowStep } from '../model.ts';
import { categoryOf, eventNameOf, kebab, producerOf, tellsFailure, topicName } from '../read/topic-names.ts';
import { merge } from '../read/topics.ts';
import type { WrittenStep, WrittenWorkflow } from '../workflow/read-workflow.ts';
import { clashesOf, freeTopic, type TopicClash } from './step-clashes.ts';

export interface ResolvedWorkflow {
  readonly workflow: Workflow;
  /** The contract's topics and those of the steps and workflow events. */
  readonly topics: TopicSet;
  readonly madeUp: readonly string[];
  readonly clashes: readonly TopicClash[];
}

/**
 * Gives each step its topics and models. A step that names none is bound in order to the events the contract
 * subscribes to and routes, when there are as many as steps; what is still missing is made up as
 * `onex.cmd|evt.<domain>.<step>-requested|completed|failed.v1`, but for what the node itself hears or gives out.
 * @param results Where the node's own results go.
 */
export function resolveWorkflow(
  written: WrittenWorkflow,
  topics: TopicSet,
  routes: readonly Route[],
  identity: { readonly domain: string; readonly baseName: string },
  results: readonly string[],
): ResolvedWorkflow {
  const madeUp: string[] = [];
  const prefix = kebab(identity.baseName).replace(/-workflow$/, '');
  const eventTopics = Object.fromEntries(
    WORKFLOW_EVENTS.map((event) => [event, topicName('evt', identity.domain, `${prefix}-${event}`)]),
  ) as Record<WorkflowEvent, string>;
  const events = new Set(Object.values(eventTopics));
  const given = new Set([...events, ...results]);
  const heard = new Set(topics.subscribe.map(({ topic }) => topic));
  const answers = answerTopics(topics, written.steps).filter((topic) => !events.has(topic));
  const bound = answers.length === written.steps.length;
  const models = stepModels(written.steps, routes);
  const steps = written.steps.map((step, index): WorkflowStep => {
    const made = (kind: 'cmd' | 'evt', ending: string): string =>
      freeTopic(kind === 'cmd' ? heard : given, (distinction) =>
        topicName(kind, identity.domain, `${kebab(step.id).slice(0, 80)}-${distinction}${ending}`),
      );
    const answer = bound ? answers[index] : undefined;
    const topicsOfStep = {
      commandTopic: step.commandTopic ?? made('cmd', 'requested'),
      completedTopic: step.completedTopic ?? answer ?? made('evt', 'completed'),
      failedTopic: step.failedTopic ?? made('evt', 'failed'),
    };
    const missing = [
      step.commandTopic === null && topicsOfStep.commandTopic,
      step.completedTopic === null && answer === undefined && topicsOfStep.completedTopic,
      step.failedTopic === null && topicsOfStep.failedTopic,
    ].filter((topic) => topic !== false);
    if (missing.length > 0) madeUp.push(`step ${step.id} declares no topics; ${missing.join(', ')} used`);
    const { node, ...named } = models(index);
    return { ...step, ...topicsOfStep, ...named, node: step.node ?? node };
  });
  const declared = new Set(topics.publish.map(({ topic }) => topic));
  const undeclared = Object.values(eventTopics).filter((topic) => !declared.has(topic));
  if (undeclared.length > 0) madeUp.push(`workflow events are not declared; ${undeclared.join(', ')} used`);
  return {
    workflow: { ...written, name: written.name ?? identity.baseName, steps, eventTopics },
    topics: {
      subscribe: merge([
        ...topics.subscribe,
        ...steps.flatMap(({ completedTopic, failedTopic }) => [
          reference(completedTopic),
          reference(failedTopic),
        ]),
      ]),
      publish: merge([
        ...topics.publish,
        ...steps.map(({ commandTopic }) => reference(commandTopic)),
        ...Object.values(eventTopics).map(reference),
      ]),
      deadLetter: topics.deadLetter,
    },
    madeUp,
    clashes: clashesOf(steps, heard, events),
  };
}

function reference(topic: string): TopicReference {
  return { topic, eventType: null, category: categoryOf(topic), description: null };
}

/** Subscribed events that tell of no failure and that no step names. */
function answerTopics(topics: TopicSet, steps: readonly WrittenStep[]): readonly string[] {
  const named = new Set(steps.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]));
  return topics.subscribe
    .filter(({ topic, category }) => category === 'EVENT' && !tellsFailure(topic) && !named.has(topic))
    .map(({ topic }) => topic);
}

/** `shop.nodes.node_scan_effect.models.model_list` is of node_scan_effect. */
const NODE_IN_MODULE = /(?:^|\.)(node_\w+_(?:effect|compute|reducer|orchestrator))\./;

/**
 * By position: the n-th event route answers the n-th step, what the route before puts out commands it, and the module
 * of the answer's model names the node.
 */
function stepModels(
  steps: readonly WrittenStep[],
  routes: readonly Route[],
): (index: number) => Pick<WorkflowStep, 'commandModel' | 'resultModel' | 'node'> {
  const events = routes.filter(({ category }) => category === 'EVENT');
  const start = routes.find(({ category }) => category === 'COMMAND');
  if (events.length !== steps.length) return () => ({ commandModel: null, resultModel: null, node: null });
  return (index) => ({
    commandModel: (index === 0 ? start : events[index - 1])?.outputEvents[0] ?? null,
    resultModel: events[index]?.eventModel?.name ?? null,
    node: NODE_IN_MODULE.exec(events[index]?.eventModel?.module ?? '')?.[1] ?? null,
  });
}

/** `producer.event-name` of a topic, the routing key that stands in an envelope's event_type. */
export function eventTypeOf(topic: string): string {
  return `${producerOf(topic) ?? 'onex'}.${eventNameOf(topic)}`;
}
