import { isDeepStrictEqual } from 'node:util';
import type { Route, TopicSet } from '../../model.ts';
import { at, firstOf, warn, type Place } from '../../read/values/index.ts';
import { bindingsOf } from '../bindings.ts';
import { stepPlace, type WrittenStep } from '../read-workflow.ts';

/** What decides about the bindings of steps. */
export interface BindingSources {
  readonly steps: readonly WrittenStep[];
  readonly topics: TopicSet;
  readonly routes: readonly Route[];
  /** By intent, the node that executes it. */
  readonly intents: ReadonlyMap<string, string>;
}

/** Keys of a step's `step_config` that name its answer or its intents, by the member of the step. */
const KEYS = {
  replyEvent: ['reply_event', 'event_type'],
  intentFilter: ['intent_filter', 'intent_type'],
} as const;

/** Reports keys that name the answer or the intents of a step, and without which each step has the same node and topics. */
export function reportUnusedBindings(root: Place, { steps, topics, routes, intents }: BindingSources): void {
  const bindingOf = bindingsOf(topics, routes, intents);
  const bindings = steps.map((step) => bindingOf(step));
  for (const [index, step] of steps.entries()) {
    for (const member of ['replyEvent', 'intentFilter'] as const) {
      if (
        step[member] === null ||
        !isDeepStrictEqual(bindings[index], bindingOf({ ...step, [member]: null }))
      )
        continue;
      const config = stepPlace(root, index, step.id, 'step_config');
      warn(
        firstOf(config, ...KEYS[member]),
        'has no effect: it does not determine a topic or node of the step; write them under annotations.workflow.steps',
        'key',
      );
    }
  }
  const table = at(at(root, 'intent_consumption'), 'intent_routing_table');
  for (const intent of intents.keys()) {
    const others = new Map([...intents].filter(([name]) => name !== intent));
    const withoutIt = bindingsOf(topics, routes, others);
    if (steps.every((step, index) => isDeepStrictEqual(bindings[index], withoutIt(step))))
      warn(at(table, intent), 'has no effect: it does not determine a topic or node of a step', 'key');
  }
}
