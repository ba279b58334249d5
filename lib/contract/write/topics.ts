import type { NodeKind } from 'onex-runtime/contract';
import { WORKFLOW_EVENTS, topicName } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import type { Domain, NodeName } from '../../naming/index.ts';
import type { StepText } from './workflow.ts';

export interface TopicsText {
  readonly subscribe: readonly string[];
  readonly publish: readonly string[];
  readonly deadLetter: readonly string[];
}

/**
 * Returns every topic of a new node, by the naming rule.
 * @throws UserError if an orchestrator would command itself.
 */
export function topicsOf(
  node: { readonly kind: NodeKind; readonly name: NodeName; readonly domain: Domain },
  parts: { readonly intents: readonly string[]; readonly steps: readonly StepText[] },
): TopicsText {
  const { domain, name, kind } = node;
  const event = (ending: string): string => topicName('evt', domain, `${name}-${ending}`);
  const own = [event('completed'), event('failed')];
  const request = topicName('cmd', domain, `${name}-requested`);
  const driven = parts.steps.find(({ topics }) => topics.command_topic === request);
  if (driven !== undefined) {
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `The orchestrator ${name} and its step's node ${driven.notes.node} would share the topic ${request}. ` +
        'Give the orchestrator another name, such as the name of its workflow.',
      { docs: 'reference.md#steps' },
    );
  }
  const subscribed = new Set([request]);
  const published = new Set(own);
  if (kind === 'orchestrator') {
    for (const ending of WORKFLOW_EVENTS) published.add(event(ending));
    for (const { topics } of parts.steps) {
      published.add(topics.command_topic);
      subscribed.add(topics.completed_topic).add(topics.failed_topic);
    }
  }
  for (const action of parts.intents) published.add(topicName('intent', domain, `${name}-${action}`));
  return {
    subscribe: [...subscribed],
    publish: [...published],
    deadLetter: [topicName('dlq', domain, 'commands')],
  };
}
