import { NODE_KINDS } from 'onex-runtime/contract';
import { z } from 'zod';
import { STRICT } from '../strict/kinds.ts';
import { DESCRIPTIONS, OWN } from './own-keys.ts';
import { relax } from './relax.ts';

type Json = Record<string, unknown>;

/**
 * The JSON Schema that editors get: keys, types and choices of the strict rules of all four kinds, together with the
 * other forms the reader takes, so that a contract from elsewhere shows no errors where it works.
 * `onex contract check` is what judges strictly.
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
  };
}

/** Its text as it is published. */
export function contractSchemaText(): string {
  return `${JSON.stringify(contractSchema(), null, 2)}\n`;
}
