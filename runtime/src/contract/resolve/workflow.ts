import { WORKFLOW_EVENTS } from '../model.ts';
import type { Route, TopicReference, TopicSet, Workflow, WorkflowEvent, WorkflowStep } from '../model.ts';
import { categoryOf, eventNameOf, kebab, producerOf, topicName } from '../read/topic-names.ts';
import { merge } from '../read/sections/index.ts';
import { bindingsOf, type WrittenWorkflow } from '../workflow/index.ts';
import { clashesOf, freeTopic, type TopicClash } from './step-clashes.ts';

export interface ResolvedWorkflow {
  readonly workflow: Workflow;
  /** The contract's topics and those of the steps and workflow events. */
  readonly topics: TopicSet;
  readonly madeUp: readonly string[];
  readonly clashes: readonly TopicClash[];
}

/**
 * Gives each step its topics and models: those that it names itself, else those that the rest of the contract names for
 * it. What is still missing is made up as `onex.cmd|evt.<domain>.<step>-requested|completed|failed.v1`, except topics
 * that the node itself subscribes to or publishes, and the step is reported as unbound.
 * @param results Where the node's own results go.
 * @param intents By intent, the node that executes it.
 * @param requestTopics Topics that carry an operation of the orchestrator.
 */
export function resolveWorkflow(
  written: WrittenWorkflow,
  topics: TopicSet,
  routes: readonly Route[],
  identity: { readonly domain: string; readonly baseName: string },
  results: readonly string[],
  intents: ReadonlyMap<string, string>,
  requestTopics: readonly string[],
): ResolvedWorkflow {
  const madeUp: string[] = [];
  const prefix = kebab(identity.baseName).replace(/-workflow$/, '');
  const eventTopics = Object.fromEntries(
    WORKFLOW_EVENTS.map((event) => [event, topicName('evt', identity.domain, `${prefix}-${event}`)]),
  ) as Record<WorkflowEvent, string>;
  const events = new Set(Object.values(eventTopics));
  const given = new Set([...events, ...results]);
  const heard = new Set(topics.subscribe.map(({ topic }) => topic));
  const bindingOf = bindingsOf(topics, routes, intents);
  const steps = written.steps.map((step): WorkflowStep => {
    const { replyEvent: _, intentFilter: __, ...own } = step;
    const made = (kind: 'cmd' | 'evt', ending: string): string =>
      freeTopic(kind === 'cmd' ? heard : given, (distinction) =>
        topicName(kind, identity.domain, `${kebab(step.id).slice(0, 80)}-${distinction}${ending}`),
      );
    const binding = bindingOf(step);
    const command = step.commandTopic ?? binding.commandTopic;
    const completed = step.completedTopic ?? binding.completedTopic;
    const failed = step.failedTopic ?? binding.failedTopic;
    const topicsOfStep = {
      commandTopic: command ?? made('cmd', 'requested'),
      completedTopic: completed ?? made('evt', 'completed'),
      failedTopic: failed ?? made('evt', 'failed'),
    };
    const missing = [
      command === null && topicsOfStep.commandTopic,
      completed === null && topicsOfStep.completedTopic,
      failed === null && topicsOfStep.failedTopic,
    ].filter((topic) => topic !== false);
    if (command === null || completed === null) madeUp.push(unbound(step.id, binding.node, missing));
    else if (missing.length > 0)
      madeUp.push(`step ${step.id} declares no topics; ${missing.join(', ')} used`);
    return {
      ...own,
      ...topicsOfStep,
      node: binding.node,
      commandModel: modelOn(topics.publish, topicsOfStep.commandTopic),
      resultModel: binding.resultModel ?? modelOn(topics.subscribe, topicsOfStep.completedTopic),
    };
  });
  const unboundEvents = unboundOf(topics.subscribe, steps, requestTopics);
  for (const topic of unboundEvents)
    madeUp.push(
      `${topic} answers no step and starts nothing; name it as the completed_topic of a step under ` +
        'annotations.workflow.steps, or route it to an operation in handler_routing',
    );
  const declared = new Set(topics.publish.map(({ topic }) => topic));
  const undeclared = Object.values(eventTopics).filter((topic) => !declared.has(topic));
  if (undeclared.length > 0) madeUp.push(`workflow events are not declared; ${undeclared.join(', ')} used`);
  return {
    workflow: { ...written, name: written.name ?? identity.baseName, steps, eventTopics, unboundEvents },
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

/** The model that the contract names beside a topic; null: none, or a union of several. */
function modelOn(topics: readonly TopicReference[], topic: string): string | null {
  const model = topics.find((one) => one.topic === topic)?.model;
  return model === undefined || model.members !== undefined ? null : model.name;
}

function reference(topic: string): TopicReference {
  return { topic, eventType: null, category: categoryOf(topic), description: null };
}

/** Events that answer no step. Where the orchestrator takes commands, only a routed event may start the workflow. */
function unboundOf(
  subscribe: readonly TopicReference[],
  steps: readonly WorkflowStep[],
  requestTopics: readonly string[],
): readonly string[] {
  if (!subscribe.some(({ category }) => category === 'COMMAND')) return [];
  const known = new Set([
    ...requestTopics,
    ...steps.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]),
  ]);
  return subscribe.flatMap(({ topic, category }) =>
    category === 'EVENT' && !known.has(topic) ? [topic] : [],
  );
}

/** Reports a step whose command or answer the contract does not name. */
function unbound(id: string, node: string | null, made: readonly string[]): string {
  const place = `annotations.workflow.steps.${id}`;
  const lacking =
    node === null
      ? `nothing names the node that does it; write node, command_topic and completed_topic in ${place}`
      : `nothing names the topics of ${node}; write command_topic and completed_topic in ${place}`;
  return `step ${id} is unbound: ${lacking} (until then ${made.join(', ')} used)`;
}

/** `producer.event-name` of a topic, the routing key that is in an envelope's event_type. */
export function eventTypeOf(topic: string): string {
  return `${producerOf(topic) ?? 'onex'}.${eventNameOf(topic)}`;
}
