import {
  at,
  entries,
  expectMapping,
  firstOf,
  has,
  idle,
  isAbsent,
  isMapping,
  items,
  type Place,
  word,
} from '../read/values/index.ts';

/** What `step_config` of a step says about who does it. */
export interface StepConfig {
  readonly node: string | null;
  readonly operation: string | null;
  /** Name of the event that answers the step. */
  readonly replyEvent: string | null;
  /** Intents that the step executes: `postgres.*`. */
  readonly intentFilter: string | null;
}

const NOTHING: StepConfig = { node: null, operation: null, replyEvent: null, intentFilter: null };

/** Keys under which a step names its node. */
const NODE_KEYS = ['effect_node', 'compute_node', 'reducer_node', 'node', 'node_name'];

const ELSEWHERE = 'write node, operation and topics of the step under annotations.workflow.steps';

/** Reads `step_config` of a step. Keys that concern neither the node nor its answer are reported. */
export function readStepConfig(item: Place): StepConfig {
  const place = at(item, 'step_config');
  if (!expectMapping(place)) return NOTHING;
  const keys = isMapping(place.value) ? Object.keys(place.value) : [];
  const known = new Set([
    ...NODE_KEYS,
    'effect_nodes',
    'event_type',
    'reply_event',
    'intent_filter',
    'intent_type',
  ]);
  const node = nodeIn(place);
  // Without a node, the operation is one of the Python step itself.
  if (node !== null) known.add('operation');
  idle(place, ELSEWHERE, ...keys.filter((key) => !known.has(key)));
  return {
    node,
    operation: node === null ? null : word(at(place, 'operation')),
    replyEvent: word(firstOf(place, 'reply_event', 'event_type')),
    intentFilter: word(firstOf(place, 'intent_filter', 'intent_type')),
  };
}

function nodeIn(place: Place): string | null {
  const named = firstOf(place, ...NODE_KEYS);
  if (!isAbsent(named)) return word(named);
  if (!has(place, 'effect_nodes')) return null;
  const nodes = items(at(place, 'effect_nodes')).map(word);
  return nodes.length === 1 ? (nodes[0] ?? null) : null;
}

/** `intent_consumption.intent_routing_table`: which node executes which intent. */
export function readIntentTable(root: Place): ReadonlyMap<string, string> {
  const place = at(root, 'intent_consumption');
  if (!expectMapping(place)) return new Map();
  idle(place, 'the subscribed topics of a node define the intents that it handles', 'subscribed_intents');
  return new Map(
    entries(at(place, 'intent_routing_table')).flatMap(([intent, node]) => {
      const name = word(node);
      return name === null ? [] : [[intent, name] as const];
    }),
  );
}
