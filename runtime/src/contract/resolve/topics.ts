import type { Operation, Route, TopicReference, TopicSet } from '../model.ts';
import type { WrittenOperation } from '../read/operations.ts';
import { merge } from '../read/topics.ts';
import type { WrittenTopics } from '../read/topics.ts';
import { categoryOf, eventNameOf, kebab, producerOf, tellsFailure, topicName } from '../read/topic-names.ts';

export interface ResolvedTopics {
  readonly topics: TopicSet;
  readonly operations: readonly Operation[];
  /** What was made up because the contract does not say it; each is one warning. */
  readonly madeUp: readonly string[];
  /** Topics that the node subscribes to and is told to send its own results to. */
  readonly loops: readonly string[];
}

/**
 * Says for each operation where it comes from and where its completed and failed events go. Topics are taken as
 * written; only what is missing is made up by the naming rule: `onex.cmd.<domain>.<name>-requested.v1`,
 * `onex.evt.<domain>.<name>-completed.v1` and `-failed.v1`.
 */
export function resolveTopics(
  written: WrittenTopics,
  operations: readonly WrittenOperation[],
  routes: readonly Route[],
  identity: { readonly domain: string; readonly baseName: string },
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
  const own = (ending: string): string | undefined =>
    results.find((topic) => eventNameOf(topic) === `${kebab(identity.baseName)}-${ending}`);
  const extra: TopicReference[] = [];
  const once = (kind: 'completed' | 'failed'): string => {
    const role = kind === 'completed' ? 'completed events' : 'failed events';
    const known = extra.find(({ topic }) => eventNameOf(topic).endsWith(`-${kind}`));
    const reference = known ?? make('evt', kind, role);
    if (known === undefined) extra.push(reference);
    return reference.topic;
  };
  const routesOf = byOperation(routes);
  const resolved = operations.map((operation, index): Operation => {
    const requestTopics = requestsOf(routesOf.get(operation.name) ?? [], subscribe);
    const names = [operation.name, ...requestTopics.map(eventNameOf)];
    const inOrder =
      operations.length > 1 && successes.length === operations.length ? successes[index] : undefined;
    const fallback =
      inOrder ?? successes.find((topic) => /-?completed?$/.test(eventNameOf(topic))) ?? successes[0];
    return {
      ...operation,
      requestTopics,
      completedTopic:
        written.success ?? own('completed') ?? closest(successes, names) ?? fallback ?? once('completed'),
      failedTopic:
        written.failure ?? own('failed') ?? closest(failures, names) ?? failures[0] ?? once('failed'),
    };
  });
  return {
    topics: { subscribe, publish: merge([...written.publish, ...extra]), deadLetter: written.deadLetter },
    operations: resolved,
    madeUp,
    loops: [
      ...new Set(
        resolved
          .flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic])
          .filter((topic) => heard.has(topic)),
      ),
    ],
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
function requestsOf(routes: readonly Route[], subscribe: readonly TopicReference[]): string[] {
  const found = routes.flatMap(({ topic, eventType }) => {
    if (topic !== null) return [topic];
    if (eventType === null) return [];
    return subscribe
      .filter(
        (reference) =>
          reference.eventType === eventType ||
          `${producerOf(reference.topic)}.${eventNameOf(reference.topic)}` === eventType,
      )
      .map((reference) => reference.topic);
  });
  return [...new Set(found)];
}

/** The one topic that shares most words with the names; null where none or several do. */
function closest(topics: readonly string[], names: readonly string[]): string | null {
  const wanted = new Set(names.flatMap(stems));
  const scored = topics.map((topic) => ({
    topic,
    score: stems(eventNameOf(topic)).filter((stem) => wanted.has(stem)).length,
  }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const winners = scored.filter(({ score }) => score === best);
  return best > 0 && winners.length === 1 ? (winners[0]?.topic ?? null) : null;
}

/** Words without what makes a verb past or a noun plural, so that `append` meets `appended`. */
function stems(name: string): string[] {
  return kebab(name)
    .split('-')
    .map((word) => (word.length > 4 ? word.replace(/(?:ed|ing|es|e|s)$/, '') : word));
}
