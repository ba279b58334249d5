import type { MessageCategory, Route, RoutingStrategy } from '../model.ts';
import { at, error, expectMapping, firstOf, isAbsent, isMapping, items, warn } from './place.ts';
import type { Place } from './place.ts';
import { readModel } from './identity.ts';
import { oneOf, prose, word, words } from './scalars.ts';

/** `handler_routing` as written: `operations` of a route holds only what it names itself. */
export interface WrittenRouting {
  readonly strategy: RoutingStrategy | null;
  readonly routes: readonly Route[];
  readonly defaultHandler: string | null;
  readonly defaultBackend: string | null;
}

const STRATEGIES: readonly RoutingStrategy[] = [
  'operation_match',
  'payload_type_match',
  'backend_match',
  'topic_match',
];
const CATEGORIES: readonly MessageCategory[] = ['COMMAND', 'EVENT', 'INTENT'];
const ROUTING_KEYS = new Set([
  'version',
  'routing_strategy',
  'handlers',
  'default_handler',
  'default_backend',
  'backends',
  'execution_mode',
  'partial_failure_handling',
  'aggregation_strategy',
  'description',
]);
const ROUTE_KEYS = new Set([
  'handler',
  'handler_key',
  'handler_name',
  'handler_class',
  'handler_module',
  'handler_type',
  'operation',
  'supported_operations',
  'event_model',
  'event_type',
  'message_category',
  'topic',
  'payload_type',
  'backend',
  'output_events',
  'description',
  'input_model',
  'output_model',
  'output_fields',
  'routing_key',
  'priority',
  'name',
  'module',
]);
const HANDLER_KEYS = new Set(['name', 'class', 'class_name', 'module', 'description']);

export function readRouting(root: Place): WrittenRouting {
  const place = at(root, 'handler_routing');
  expectMapping(place, ROUTING_KEYS);
  const strategy = oneOf(at(place, 'routing_strategy'), STRATEGIES);
  const routes = [...items(at(place, 'handlers')), ...items(at(place, 'backends'))].flatMap(
    (item) => readRoute(item) ?? [],
  );
  return {
    strategy,
    routes,
    defaultHandler: word(at(place, 'default_handler'))?.replace(/^handler:/, '') ?? null,
    defaultBackend: word(at(place, 'default_backend')),
  };
}

function readRoute(item: Place): Route | null {
  if (!isMapping(item.value)) {
    error(item, 'expected a mapping with handler and what it handles');
    return null;
  }
  expectMapping(item, ROUTE_KEYS);
  const handler = readHandler(item);
  const eventModel = readModel(firstOf(item, 'event_model', 'input_model'));
  const operation = word(at(item, 'operation'));
  return {
    ...handler,
    operations: [
      ...new Set([...(operation === null ? [] : [operation]), ...words(at(item, 'supported_operations'))]),
    ],
    eventModel,
    payloadType:
      word(at(item, 'payload_type')) ??
      (isAbsent(at(item, 'event_model')) ? null : (eventModel?.name ?? null)),
    eventType: word(at(item, 'event_type')),
    category: oneOf(at(item, 'message_category'), CATEGORIES),
    topic: word(at(item, 'topic')),
    backend: word(at(item, 'backend')),
    outputEvents: words(at(item, 'output_events')),
    description: prose(at(item, 'description')),
  };
}

/** `handler: {name, module}`, the flat `handler_class`/`handler_module`, a name alone, or a `handler_key`. */
function readHandler(item: Place): { handler: string | null; module: string | null } {
  const nested = at(item, 'handler');
  if (isMapping(nested.value)) {
    expectMapping(nested, HANDLER_KEYS);
    return {
      handler: word(firstOf(nested, 'name', 'class_name', 'class')),
      module: word(at(nested, 'module')),
    };
  }
  const handler = word(firstOf(item, 'handler', 'handler_class', 'handler_name', 'handler_key', 'name'));
  if (handler === null && isAbsent(at(item, 'backend'))) warn(item, 'names no handler; one is made for it');
  return { handler, module: word(firstOf(item, 'handler_module', 'module')) };
}
