import type { Message } from '../messages/index.ts';

/** What a message must have for a route to take it. Null or absent values match anything. */
export interface RouteCriteria {
  readonly topic?: string | null;
  readonly payloadType?: string | null;
  readonly eventType?: string | null;
  readonly eventModel?: { readonly name: string } | null;
}

/**
 * The route that a message fits best. A payload type has priority over an event type, and an event type over a topic.
 * Of equal routes, the first one is chosen. A route of another topic never matches, and a route without conditions is
 * never the best.
 */
export function bestRoute<R extends RouteCriteria>(routes: readonly R[], message: Message): R | undefined {
  let best: { readonly route: R; readonly fit: number } | undefined;
  for (const route of routes) {
    const fit = fitOf(route, message);
    if (fit > (best?.fit ?? 0)) best = { route, fit };
  }
  return best?.route;
}

function fitOf(route: RouteCriteria, { envelope, topic }: Message): number {
  if ((route.topic ?? topic) !== topic) return 0;
  const { payload_type: payloadType, event_type: eventType } = envelope;
  const types = [route.payloadType, route.eventModel?.name];
  return (
    (payloadType != null && types.includes(payloadType) ? 4 : 0) +
    (eventType != null && route.eventType === eventType ? 2 : 0) +
    (route.topic === topic ? 1 : 0)
  );
}
