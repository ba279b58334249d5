/** A JSON Schema, as plain data. */
export type Json = Readonly<Record<string, unknown>>;

export const text: Json = { type: 'string' };
export const flag: Json = { type: 'boolean' };
export const texts: Json = { type: 'array', items: text };
export const milliseconds: Json = { type: 'number', minimum: 0 };
export const count: Json = { type: 'integer', minimum: 0 };

/** Returns a schema with a description for editors. */
export const said = (schema: Json, description: string): Json => ({ ...schema, description });

/**
 * Returns the schema of a mapping with these keys and no others.
 *
 * @param idle Keys that are known and have no effect on a node.
 */
export function closed(keys: Readonly<Record<string, Json>>, idle: readonly string[] = []): Json {
  const others = Object.fromEntries(
    idle.map((key) => [key, { description: 'Has no effect on a node of this runtime.' }]),
  );
  return { type: 'object', properties: { ...others, ...keys }, additionalProperties: false };
}

export const version: Json = {
  anyOf: [
    { type: ['string', 'number'] },
    {
      type: 'object',
      required: ['major', 'minor', 'patch'],
      properties: { major: count, minor: count, patch: count },
      additionalProperties: false,
    },
  ],
};

export const model: Json = {
  anyOf: [
    text,
    { type: 'object', required: ['name'], properties: { name: text, module: text, description: text } },
  ],
};
