import { NODE_KINDS } from 'onex-runtime/contract';
import { z } from 'zod';
import { STRICT } from '../strict/index.ts';
import { DESCRIPTIONS, OWN } from './own-keys.ts';
import { relax } from './relax.ts';
import { SHARED } from './sections/operations.ts';

type Json = Record<string, unknown>;

/**
 * Returns the JSON Schema that editors use for the contracts of a project: the keys of all four kinds, including the
 * other forms that the reader accepts. Keys unknown to the reader are errors. A contract from elsewhere has no
 * reference to it. Only `onex contract check` applies the strict rules.
 */
export function contractSchema(): Json {
  const properties: Json = {};
  for (const kind of NODE_KINDS) {
    const schema = z.toJSONSchema(STRICT[kind], {
      io: 'input',
      target: 'draft-7',
      unrepresentable: 'any',
    }) as Json;
    for (const [key, value] of Object.entries(schema['properties'] as Json)) properties[key] ??= relax(value);
  }
  properties['event_bus'] = eventBus(properties['event_bus']);
  for (const [key, value] of Object.entries(OWN)) properties[key] = value;
  for (const [key, description] of Object.entries(DESCRIPTIONS)) {
    properties[key] = { ...(properties[key] as Json | undefined), description };
  }
  const sorted = Object.entries(properties).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'ONEX node contract',
    type: 'object',
    required: ['name', 'node_type'],
    properties: Object.fromEntries(sorted),
    additionalProperties: false,
    definitions: SHARED,
  };
}

/** Keys of an older form of event_bus, and non-strict keys that the reader supports. */
const OTHER_BUS_KEYS = [
  'subscribe',
  'publish',
  'consumer_group',
  'dlq_topic',
  'enabled',
  'event_bus_enabled',
  'topics',
  'subscribe_topic_metadata',
  'publish_topic_metadata',
  'plugin_managed',
  'topic_suffix',
  'full_topic_pattern',
  'description',
];

/** Returns the schema of a node's topics, with only the keys of the strict contract and of older forms. */
function eventBus(relaxed: unknown): Json {
  const [strict] = ((relaxed as Json)['anyOf'] ?? [relaxed]) as readonly Json[];
  const others = Object.fromEntries(OTHER_BUS_KEYS.map((key) => [key, {}]));
  const properties = { ...others, ...(strict?.['properties'] as Json) };
  return { type: 'object', properties, additionalProperties: false };
}

/** Returns its published text. */
export function contractSchemaText(): string {
  return `${JSON.stringify(contractSchema(), null, 2)}\n`;
}
