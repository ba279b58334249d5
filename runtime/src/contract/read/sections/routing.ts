import { quote } from 'onex-cli-kit';
import type { MessageCategory, Route, RoutingStrategy } from '../../model.ts';
import {
  at,
  error,
  expectMapping,
  firstOf,
  forPeople,
  has,
  idle,
  isAbsent,
  isMapping,
  items,
  peek,
  warn,
  type Place,
  oneOf,
  prose,
  word,
  words,
} from '../values/index.ts';
import { readFields } from '../types/index.ts';
import { readModel } from '../models/index.ts';
import { topicWord } from '../events/index.ts';

/** `handler_routing` as written: `operations` of a route holds only what it names itself. */
export interface WrittenRouting {
  readonly strategy: RoutingStrategy | null;
  readonly routes: readonly Route[];
  readonly defaultHandler: string | null;
  readonly defaultBackend: string | null;
}

/** The four strategies, and what others call the same. */
const STRATEGIES: Readonly<Record<string, RoutingStrategy>> = {
  operation_match: 'operation_match',
  operation_type_match: 'operation_match',
  single_handler: 'operation_match',
  default: 'operation_match',
  payload_type_match: 'payload_type_match',
  event_type_match: 'payload_type_match',
  intent_type_match: 'payload_type_match',
  backend_match: 'backend_match',
  topic_match: 'topic_match',
  topic_pattern: 'topic_match',
};
const CATEGORIES: readonly MessageCategory[] = ['COMMAND', 'EVENT', 'INTENT'];
export function readRouting(root: Place): WrittenRouting {
  const place = at(root, 'handler_routing');
  if (expectMapping(place)) {
    forPeople(place, 'version', 'description', 'entry_point');
    idle(place, 'write timeout_ms at an operation', 'max_timeout_seconds');
    idle(
      place,
      'a message goes to one handler',
      'execution_mode',
      'partial_failure_handling',
      'aggregation_strategy',
    );
  }
  const listed = [
    ...items(at(place, 'handlers')),
    ...items(at(place, 'backends')),
    ...items(at(place, 'routes')),
  ];
  // Small contracts name their one handler at the top level.
  const isAlone = listed.length === 0 && isMapping(peek(root, 'handler'));
  const byOperation = !isAlone && peek(place, 'routing_strategy') === 'operation_match';
  const routes = (isAlone ? [at(root, 'handler')] : listed).flatMap((item) => {
    const route = readRoute(item, byOperation);
    if (route !== null && byOperation) requireOperation(item, route);
    return route ?? [];
  });
  return {
    strategy: readStrategy(at(place, 'routing_strategy')),
    routes,
    defaultHandler: readDefault(at(place, 'default_handler')),
    defaultBackend: word(at(place, 'default_backend')),
  };
}

function readStrategy(place: Place): RoutingStrategy | null {
  const written = word(place);
  if (written === null) return null;
  const known = Object.hasOwn(STRATEGIES, written) ? STRATEGIES[written] : undefined;
  if (known === undefined)
    warn(place, `routing strategy ${quote(written)} is not known; operation_match is used`);
  return known ?? 'operation_match';
}

/** `handler:Name`, a name, or `{name | function, module}`. */
function readDefault(place: Place): string | null {
  if (!isMapping(place.value)) return word(place)?.replace(/^handler:/, '') ?? null;
  return word(firstOf(place, 'name', 'class', 'function'));
}

/** Where messages are matched by operation, an entry that names none takes no message. */
function requireOperation(item: Place, { operations, backend }: Route): void {
  if (operations.length > 0 || backend !== null) return;
  error(
    item,
    'operation is missing: routing_strategy is operation_match, so no message reaches this handler; add its operation',
  );
}

function readRoute(item: Place, byOperation: boolean): Route | null {
  if (!isMapping(item.value)) {
    error(item, 'expected a mapping with handler and what it handles');
    return null;
  }
  forPeople(item, 'version');
  idle(item, 'the first matching handler handles a message', 'priority');
  // Under operation_match, omnibase-core's own entries name the operation so.
  if (!byOperation) idle(item, 'the first matching handler handles a message', 'routing_key');
  idle(item, 'handlers are files of the node', 'handler_type');
  const handler = readHandler(item);
  const eventModel = readModel(firstOf(item, 'event_model', 'payload_model', 'input_model'));
  const inputModel = has(item, 'event_model') ? readModel(at(item, 'input_model')) : null;
  const outputModel = readModel(at(item, 'output_model'));
  const inputFields = readFields(at(item, 'input_fields'));
  const outputFields = readFields(at(item, 'output_fields'));
  const operation = word(byOperation ? firstOf(item, 'operation', 'routing_key') : at(item, 'operation'));
  return {
    ...handler,
    operations: [
      ...new Set([...(operation === null ? [] : [operation]), ...words(at(item, 'supported_operations'))]),
    ],
    eventModel,
    payloadType:
      word(at(item, 'payload_type')) ?? (has(item, 'event_model') ? (eventModel?.name ?? null) : null),
    eventType: word(at(item, 'event_type')),
    category: oneOf(at(item, 'message_category'), CATEGORIES),
    topic: topicWord(at(item, 'topic')),
    backend: word(at(item, 'backend')),
    outputEvents: words(at(item, 'output_events')),
    description: prose(at(item, 'description')),
    ...(inputModel !== null && { inputModel }),
    ...(outputModel !== null && { outputModel }),
    ...(inputFields !== null && { inputFields }),
    ...(outputFields !== null && { outputFields }),
  };
}

/** `handler: {name, module}`, the flat `handler_class`/`handler_module`, a name alone, or a `handler_key`. */
function readHandler(item: Place): { handler: string | null; module: string | null } {
  const nested = at(item, 'handler');
  if (isMapping(nested.value)) {
    forPeople(nested, 'description', 'version');
    idle(nested, 'handlers are files of the node', 'type', 'handler_type');
    return {
      handler: word(firstOf(nested, 'name', 'class_name', 'class', 'function')),
      module: word(at(nested, 'module')),
    };
  }
  const handler = word(
    firstOf(item, 'handler', 'handler_class', 'handler_name', 'handler_key', 'name', 'class'),
  );
  if (handler === null && isAbsent(at(item, 'backend'))) warn(item, 'names no handler; one is generated');
  return { handler, module: word(firstOf(item, 'handler_module', 'module')) };
}
