import { quote } from 'onex-cli-kit';
import { at, error, firstPlace, isMapping, warn, type Place } from '../../read/values/index.ts';
import type { ResolvedWorkflow } from '../../resolve/index.ts';

/** Warns of topics whose messages name no handler, because several handlers name neither a topic nor a type. */
export function reportUnrouted(root: Place, topics: readonly string[]): void {
  for (const topic of topics) {
    warn(
      at(root, 'handler_routing'),
      `several handlers match ${quote(topic)}, so each message must name its operation; ` +
        'write topic or event_type in the entry of the handler',
      'key',
    );
  }
}

/** An orchestrator whose topics are all replies to its steps never runs: nothing can start its workflow. */
export function refuseUnstartable(root: Place, { workflow, topics }: ResolvedWorkflow): void {
  const replies = new Set(
    workflow.steps.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]),
  );
  if (topics.subscribe.some(({ topic }) => !replies.has(topic))) return;
  const bus = at(root, 'event_bus');
  const listed = isMapping(bus.value) ? firstPlace([bus, 'subscribe_topics'], [bus, 'subscribe']) : null;
  const names = [...replies].map((topic) => quote(topic)).join(', ');
  error(
    listed ?? firstPlace([root, 'consumed_events'], [root, 'handler_routing']) ?? bus,
    `nothing can start the workflow, because every topic is a reply to a step (${names}); ` +
      'subscribe to a command topic',
    'key',
  );
}
