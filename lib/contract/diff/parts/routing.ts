import { quote } from 'onex-cli-kit';
import { type Contract, type Route } from 'onex-runtime/contract';
import { textPlace } from '../places.ts';
import type { FoundChange } from '../types.ts';

const KEYS = [
  ['payloadType', 'payload type'],
  ['eventType', 'event type'],
  ['topic', 'topic'],
] as const;

/** Changes of the routes to handlers. A message that matches no route becomes a dead letter. */
export function compareRouting(before: Contract, after: Contract): FoundChange[] {
  const changes = KEYS.flatMap(([key, words]) => {
    const values = ({ routing }: Contract): Set<string> =>
      new Set(routing.routes.flatMap((route: Route) => route[key] ?? []));
    const now = values(after);
    const lost =
      after.routing.strategy === 'operation_match'
        ? []
        : [...values(before)].filter((value) => !now.has(value));
    return lost.map((value): FoundChange => ({
      breaks: 'consumers',
      message: `messages of ${words} ${quote(value, 200)} are no longer routed`,
      version: 'old',
      place: textPlace(value, 'handler_routing'),
      subject: key === 'topic' ? { kind: 'topic', topic: value, role: 'subscribe' } : { kind: 'node' },
    }));
  });
  const { strategy: was } = before.routing;
  const { strategy: is } = after.routing;
  if (was === is) return changes;
  const message = `messages are routed by ${is}; they were routed by ${was}`;
  return [
    {
      breaks: 'consumers',
      message,
      version: 'new',
      place: () => ['handler_routing', 'routing_strategy'],
      subject: { kind: 'node' },
    },
    ...changes,
  ];
}
