const DROPPED: ReadonlySet<string> = new Set([
  'additionalProperties',
  'required',
  '$schema',
  'pattern',
  'format',
]);
const SAFE_INTEGER = Number.MAX_SAFE_INTEGER;

/**
 * Returns a JSON Schema that suggests keys but no longer refuses any: unknown and missing keys are allowed, and
 * versions and topics may have their other forms. Requirements for a mapping's values (`additionalProperties` as a
 * schema) stay.
 */
export function relax(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(relax);
  if (typeof schema !== 'object' || schema === null) return schema;
  const relaxed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') relaxed[key] = relaxProperties(value as Record<string, unknown>);
    else if (
      key === 'additionalProperties' &&
      typeof value === 'object' &&
      Object.keys(value as object).length > 0
    ) {
      relaxed[key] = relax(value);
    } else if (!DROPPED.has(key) && Math.abs(Number(value)) !== SAFE_INTEGER) relaxed[key] = relax(value);
  }
  return relaxed;
}

function relaxProperties(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      /(?:^|_)topics$/.test(key) ? TOPICS : relax(value),
    ]),
  );
}

const TOPICS = {
  type: 'array',
  items: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        required: ['topic'],
        properties: {
          topic: { type: 'string' },
          event_type: { type: 'string' },
          message_category: { enum: ['COMMAND', 'EVENT', 'INTENT'] },
          description: { type: 'string' },
        },
      },
    ],
  },
};
