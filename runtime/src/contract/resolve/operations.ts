import type { MachineTransition, NodeKind, Route } from '../model.ts';
import { snakeOfClass, bare, type WrittenOperation, type WrittenRouting } from '../read/sections/index.ts';
import { eventNameOf } from '../read/topic-names.ts';

export interface NamedRoutes {
  readonly operations: readonly WrittenOperation[];
  readonly routes: readonly Route[];
  /** Topics whose messages several handlers may be meant for; each is one warning. */
  readonly unrouted?: readonly string[];
}

/** The operation of a node that declares none. */
const ONLY: Readonly<Record<NodeKind, string>> = {
  effect: 'execute',
  compute: 'compute',
  reducer: 'reduce',
  orchestrator: 'run',
};

/**
 * Gives every operation a route and every route its operations. Operations are those written; those that routes name;
 * a state machine's triggers; where all that is nothing, the kind's one operation. A route that names no operation
 * takes the written one that its payload type or handler is called after, else gives an operation its own name. In a
 * workflow events are answers to steps: their routes name no operation.
 */
export function nameRoutes(
  kind: NodeKind,
  written: readonly WrittenOperation[],
  routing: WrittenRouting,
  machine: { readonly transitions: readonly Pick<MachineTransition, 'trigger' | 'description'>[] } | null,
  hasWorkflow: boolean,
): NamedRoutes {
  const operations = new Map(written.map((operation) => [operation.name, operation]));
  const add = (name: string, description: string | null = null): void => {
    if (!operations.has(name)) operations.set(name, { ...bare(name), description });
  };
  for (const { trigger, description } of machine?.transitions ?? []) add(trigger, description);
  if (hasWorkflow && operations.size === 0) add(ONLY.orchestrator);

  const routes = routing.routes.map((route): Route => {
    if (hasWorkflow && route.category === 'EVENT') return route;
    if (route.operations.length > 0) {
      for (const name of route.operations) add(name, route.description);
      return route;
    }
    if (hasWorkflow) return withOperations(route, [...operations.keys()]);
    if (routing.strategy === 'backend_match' && route.payloadType === null) return route;
    const name = matching(route, operations) ?? nameOf(route);
    add(name, route.description);
    return withOperations(route, [name]);
  });
  if (operations.size === 0) add(ONLY[kind]);
  const all = [...operations.keys()];
  const complete = routes.map((route) => (takesAll(route) ? withOperations(route, all) : route));
  const routed = new Set(complete.flatMap((route) => route.operations));
  const made = all.filter((name) => !routed.has(name)).map((name) => emptyRoute(name));
  return { operations: [...operations.values()], routes: [...complete, ...made] };
}

/** A backend that names no operation serves them all. */
function takesAll(route: Route): boolean {
  return route.operations.length === 0 && route.backend !== null && route.payloadType === null;
}

function withOperations(route: Route, operations: readonly string[]): Route {
  return { ...route, operations };
}

/** The written operation that a route means without naming it. */
export function writtenName(route: Route, operations: ReadonlyMap<string, unknown>): string | null {
  const candidates = [
    route.payloadType,
    route.payloadType?.split('.').at(-1),
    route.handler === null ? null : snakeOfClass(route.handler, 'Handler'),
    route.eventType,
    route.eventType?.split('.').at(-1)?.replaceAll('-', '_'),
  ];
  return candidates.find((candidate) => candidate != null && operations.has(candidate)) ?? null;
}

/** The same, otherwise the only operation there is. */
function matching(route: Route, operations: ReadonlyMap<string, WrittenOperation>): string | null {
  const [only] = operations.keys();
  return (
    writtenName(route, operations) ??
    (operations.size === 1 && route.payloadType === null ? (only ?? null) : null)
  );
}

function nameOf(route: Route): string {
  const source =
    route.handler === null
      ? (route.payloadType ?? route.eventType ?? (route.topic === null ? 'handle' : eventNameOf(route.topic)))
      : snakeOfClass(route.handler, 'Handler');
  return snakeOfClass(source, 'Model') || 'handle';
}

/** The route of an operation that the routing does not name. */
export function emptyRoute(operation: string): Route {
  return {
    handler: null,
    module: null,
    operations: [operation],
    eventModel: null,
    payloadType: null,
    eventType: null,
    category: null,
    topic: null,
    backend: null,
    outputEvents: [],
    description: null,
  };
}
