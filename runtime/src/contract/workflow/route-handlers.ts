import type { Route, TopicReference } from '../model.ts';
import { snakeOfClass, bare, type WrittenOperation, type WrittenRouting } from '../read/sections/index.ts';
import { eventNameOf, kebab, producerOf } from '../read/topic-names.ts';
import { emptyRoute, writtenName, type NamedRoutes } from '../resolve/operations.ts';

/** The operation of an orchestrator whose contract names no route and at most one topic. */
const ONLY = 'run';

/**
 * The routes of an orchestrator without an execution graph: each has a handler, and each handler is an operation. Routes
 * are those of the routing and the written operations. A subscribed topic that no route names belongs to the one
 * operation that names no topic, or to the one that it is named after; where every operation names one, it becomes a
 * route of its own.
 */
export function handlerRoutes(
  written: readonly WrittenOperation[],
  routing: WrittenRouting,
  subscribe: readonly TopicReference[],
): NamedRoutes {
  const operations = new Map(written.map((operation) => [operation.name, operation]));
  const add = (name: string, description: string | null): void => {
    if (!operations.has(name)) operations.set(name, { ...bare(name), description });
  };
  const routes: Route[] = routing.routes.map((route) => {
    if (route.operations.length > 0) {
      for (const name of route.operations) add(name, route.description);
      return route;
    }
    if (route.backend !== null && route.payloadType === null) return route;
    const name = writtenName(route, operations) ?? nameOf(route, routing.routes);
    add(name, route.description);
    return { ...route, operations: [name] };
  });
  const all = [...operations.keys()];
  const complete = routes.map((route) =>
    route.operations.length === 0 ? { ...route, operations: all } : route,
  );
  const routed = new Set(complete.flatMap((route) => route.operations));
  const made = all.filter((name) => !routed.has(name)).map((name) => emptyRoute(name));
  return withTopics(operations, [...complete, ...made], complete, subscribe);
}

/** Gives the topics that no route names to an operation, or to routes of their own. */
function withTopics(
  operations: Map<string, WrittenOperation>,
  routes: readonly Route[],
  routed: readonly Route[],
  subscribe: readonly TopicReference[],
): NamedRoutes {
  const named = new Set(routes.flatMap((route) => topicsOf(route, subscribe)));
  const free = subscribe.map(({ topic }) => topic).filter((topic) => !named.has(topic));
  // Where the routing names handlers, an operation that it leaves out is called by its name alone.
  const open = (routed.length > 0 ? routed : routes).filter(
    (route) => topicsOf(route, subscribe).length === 0,
  );
  const result = (more: readonly Route[], unrouted: readonly string[] = []): NamedRoutes => ({
    operations: [...operations.values()],
    routes: [...routes, ...more],
    unrouted,
  });
  if (operations.size === 0 && subscribe.length < 2) {
    operations.set(ONLY, bare(ONLY));
    return result([emptyRoute(ONLY)]);
  }
  if (operations.size === 1) return result([]);
  const openNames = new Set(open.flatMap((route) => route.operations));
  if (openNames.size > 0) {
    const takers = free.map((topic) => ({
      topic,
      route: openNames.size === 1 ? open[0] : takerOf(topic, free, open),
    }));
    const unrouted = takers.flatMap(({ topic, route }) => (route === undefined ? [topic] : []));
    // Where messages name their type, the type decides.
    const isTyped = open.every(({ payloadType }) => payloadType !== null);
    const more = takers.flatMap(({ topic, route }) => (route === undefined ? [] : [{ ...route, topic }]));
    return result(more, isTyped ? [] : unrouted);
  }
  const more = subscribe.flatMap(({ topic, description }): Route[] => {
    if (!free.includes(topic)) return [];
    const name = freeName(topic, operations);
    operations.set(name, { ...bare(name), description });
    return [{ ...emptyRoute(name), topic }];
  });
  return result(more);
}

/** The route whose operation a topic is named after, such as `expire` of `expire-memory`, where both are alone in that. */
function takerOf(topic: string, topics: readonly string[], open: readonly Route[]): Route | undefined {
  const isNamedAfter = (one: string, { operations }: Route): boolean =>
    operations.length === 1 && `-${kebab(eventNameOf(one))}-`.includes(`-${kebab(operations[0] ?? '')}-`);
  const [route, ...others] = open.filter((one) => isNamedAfter(topic, one));
  if (route === undefined || others.length > 0) return undefined;
  return topics.some((other) => other !== topic && isNamedAfter(other, route)) ? undefined : route;
}

/** Subscribed topics that a route names, by topic or by event type. */
function topicsOf({ topic, eventType }: Route, subscribe: readonly TopicReference[]): readonly string[] {
  if (topic !== null) return [topic];
  if (eventType === null) return [];
  const isMeant = (one: TopicReference): boolean =>
    one.eventType === eventType || `${producerOf(one.topic)}.${eventNameOf(one.topic)}` === eventType;
  return subscribe.filter(isMeant).map((one) => one.topic);
}

/** A route is named after its handler where that is its alone, else after what it takes. */
function nameOf(route: Route, routes: readonly Route[]): string {
  const { handler, payloadType, eventType, topic } = route;
  const isShared = routes.some((other) => other !== route && other.handler === handler);
  const taken =
    payloadType === null
      ? (eventType?.split('.').at(-1) ?? (topic === null ? null : eventNameOf(topic)))
      : snakeOfClass(payloadType, 'Model');
  const named = handler === null ? null : snakeOfClass(handler, 'Handler');
  return (isShared ? (taken ?? named) : (named ?? taken))?.replaceAll('-', '_') || 'handle';
}

/** An operation for a topic: its event's name, with the producer's before it where another one has that name. */
function freeName(topic: string, operations: ReadonlyMap<string, unknown>): string {
  const event = eventNameOf(topic).replaceAll('-', '_') || 'handle';
  if (!operations.has(event)) return event;
  const full = `${producerOf(topic) ?? 'onex'}_${event}`.replaceAll('-', '_');
  let name = full;
  for (let number = 2; operations.has(name); number += 1) name = `${full}_${number}`;
  return name;
}
