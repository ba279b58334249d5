import type { Operation, Route, TopicReference, TopicSet } from '../model.ts';
import { type WrittenOperation, merge, type WrittenTopics } from '../read/sections/index.ts';
import { categoryOf, eventNameOf, kebab, producerOf, tellsFailure, topicName } from '../read/topic-names.ts';
import { closestOf } from './closest-topic.ts';

export interface ResolvedTopics {
  readonly topics: TopicSet;
  readonly operations: readonly Operation[];
  /** What was made up because the contract does not say it; each is one warning. */
  readonly madeUp: readonly string[];
  /** Topics that the node both subscribes to and publishes its results to. */
  readonly loops: readonly string[];
  /** Operations whose completed topic is one of several that it could be; each is one warning. */
  readonly ambiguous: readonly string[];
  /** Completed topics that were found by their names among several; null: none. Worth a note. */
  readonly matched: string | null;
}

/**
 * Says for each operation where it comes from and where its completed and failed events go. Topics are taken as
 * written; only what is missing is made up by the naming rule: `onex.cmd.<domain>.<name>-requested.v1`,
 * `onex.evt.<domain>.<name>-completed.v1` and `-failed.v1`.
 * @param publishesResults Whether the node itself publishes a completed event; false: only its handlers publish.
 */
export function resolveTopics(
  written: WrittenTopics,
  operations: readonly WrittenOperation[],
  routes: readonly Route[],
  identity: { readonly domain: string; readonly baseName: string },
  publishesResults = true,
): ResolvedTopics {
  const madeUp: string[] = [];
  const make = (kind: 'cmd' | 'evt', ending: string, role: string): TopicReference => {
    const topic = topicName(kind, identity.domain, `${kebab(identity.baseName)}-${ending}`);
    madeUp.push(`no topic for ${role} is declared; ${topic} is used`);
    return { topic, eventType: null, category: categoryOf(topic), description: null };
  };
  const routed = routes.flatMap(({ topic, eventType, category }): TopicReference[] =>
    topic === null ? [] : [{ topic, eventType, category: category ?? categoryOf(topic), description: null }],
  );
  const declared = merge([...written.subscribe, ...routed]);
  const subscribe = declared.length > 0 ? declared : [make('cmd', 'requested', 'commands')];

  const results = written.publish.filter(isResult).map(({ topic }) => topic);
  const heard = new Set(subscribe.map(({ topic }) => topic));
  // A result on a topic that the node itself hears would come back to it.
  const unheard = results.filter((topic) => !heard.has(topic));
  const successes = unheard.filter((topic) => !tellsFailure(topic) && topic !== written.failure);
  const failures = unheard.filter((topic) => tellsFailure(topic) || topic === written.failure);
  // A node with result topics of its own name sends every result there; its other topics are for what it emits beside.
  const ownName = kebab(identity.baseName);
  const own = (ending: string): string | undefined =>
    results.find((topic) => eventNameOf(topic) === `${ownName}-${ending}`);
  const ownCompleted = own('completed');
  const ownFailed = own('failed');
  const extra: TopicReference[] = [];
  const once = (kind: 'completed' | 'failed'): string => {
    const role = kind === 'completed' ? 'completed events' : 'failed events';
    const known = extra.find(({ topic }) => eventNameOf(topic).endsWith(`-${kind}`));
    const reference = known ?? make('evt', kind, role);
    if (known === undefined) extra.push(reference);
    return reference.topic;
  };
  const routesOf = byOperation(routes);
  const topicsOf = byEventType(subscribe);
  const closestSuccess = closestOf(successes);
  const closestFailure = closestOf(failures);
  const anyCompleted = successes.find((topic) => /-?completed?$/.test(eventNameOf(topic)));
  const ambiguous: string[] = [];
  const matched: string[] = [];
  const choose = (operation: string, names: readonly string[], index: number): string | undefined => {
    const closest = closestSuccess(names);
    const isOneOfMany = publishesResults && successes.length > 1;
    if (closest !== null) {
      if (isOneOfMany) matched.push(`${operation} → ${closest}`);
      return closest;
    }
    const inOrder =
      operations.length > 1 && successes.length === operations.length ? successes[index] : undefined;
    const fallback = inOrder ?? anyCompleted ?? successes[0];
    if (isOneOfMany)
      ambiguous.push(
        `the completed events of ${operation} could go to ${successes.join(', ')}; ${fallback} is used; ` +
          'name the topic in terminal_event or in event_bus.publish.success_topic',
      );
    return fallback;
  };
  const noResult = topicName('evt', identity.domain, `${kebab(identity.baseName)}-completed`);
  const resolved = operations.map((operation, index): Operation => {
    const requestTopics = requestsOf(routesOf.get(operation.name) ?? [], topicsOf);
    const names = [operation.name, ...requestTopics.map(eventNameOf)];
    const success = written.success ?? ownCompleted ?? choose(operation.name, names, index);
    return {
      ...operation,
      requestTopics,
      completedTopic: success ?? (publishesResults ? once('completed') : noResult),
      failedTopic: written.failure ?? ownFailed ?? closestFailure(names) ?? failures[0] ?? once('failed'),
    };
  });
  return {
    topics: { subscribe, publish: merge([...written.publish, ...extra]), deadLetter: written.deadLetter },
    operations: resolved,
    madeUp,
    loops: [
      ...new Set(
        resolved
          .flatMap(({ completedTopic, failedTopic }) =>
            publishesResults ? [completedTopic, failedTopic] : [failedTopic],
          )
          .filter((topic) => heard.has(topic)),
      ),
    ],
    ambiguous,
    matched: matched.length === 0 ? null : matched.join(', '),
  };
}

/** Results go to event topics; a `…-requested` event asks others for something. */
function isResult({ topic, category }: TopicReference): boolean {
  const event = category === 'EVENT' || (category === null && !/^onex\.(?:dlq|snapshot)\./.test(topic));
  return event && !/(?:^|[-_])(?:requested|request|command|started)$/.test(eventNameOf(topic));
}

/** The routes of each operation, found once: a contract may hold thousands of both. */
function byOperation(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const found = new Map<string, Route[]>();
  for (const route of routes) {
    for (const operation of route.operations) {
      const known = found.get(operation);
      if (known === undefined) found.set(operation, [route]);
      else known.push(route);
    }
  }
  return found;
}

/** Subscribed topics that an operation's routes name, by topic or by event type (`producer.event-name`). */
function requestsOf(routes: readonly Route[], topicsOf: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = routes.flatMap(({ topic, eventType }) => {
    if (topic !== null) return [topic];
    return eventType === null ? [] : [...(topicsOf.get(eventType) ?? [])];
  });
  return [...new Set(found)];
}

/** Subscribed topics by the event types that mean them: the one written beside a topic, and `producer.event-name`. */
function byEventType(subscribe: readonly TopicReference[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { topic, eventType } of subscribe) {
    for (const name of [eventType, `${producerOf(topic)}.${eventNameOf(topic)}`]) {
      if (name !== null) found.set(name, (found.get(name) ?? new Set()).add(topic));
    }
  }
  return found;
}
