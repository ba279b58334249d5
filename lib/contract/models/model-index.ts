export type JsonObject = Readonly<Record<string, unknown>>;

/** One schema of `$defs`. */
export interface ModelSchema {
  /** Its key in `$defs`, which references name. */
  readonly key: string;
  /** Its name in a contract: the name of the class if the document states it, otherwise the key. */
  readonly name: string;
  /** The Python module of the class; null: the document does not state it. */
  readonly module: string | null;
  readonly schema: JsonObject;
  /** Schemas of the same document, by key. */
  readonly beside: ReadonlyMap<string, ModelSchema>;
}

export type ModelIndex = ReadonlyMap<string, readonly ModelSchema[]>;

/** Indexes the schemas of documents by the names that contracts use. */
export function modelIndex(documents: readonly JsonObject[]): ModelIndex {
  const byName = new Map<string, ModelSchema[]>();
  for (const document of documents) {
    const beside = new Map<string, ModelSchema>();
    for (const [key, schema] of schemasIn(document)) {
      const place = typeof schema['x-python'] === 'string' ? schema['x-python'] : null;
      const parts = place?.split('.') ?? [];
      const name = parts.at(-1) || key;
      const model = { key, name, module: parts.slice(0, -1).join('.') || null, schema, beside };
      beside.set(key, model);
      byName.set(name, [...(byName.get(name) ?? []), model]);
    }
  }
  return byName;
}

/**
 * Yields the schemas in `$defs`, in the older `definitions`, and the document itself if it is the schema of a model.
 */
function* schemasIn(document: JsonObject): Generator<readonly [string, JsonObject]> {
  for (const key of ['$defs', 'definitions']) {
    const schemas = document[key];
    if (!isObject(schemas)) continue;
    for (const [name, schema] of Object.entries(schemas)) if (isObject(schema)) yield [name, schema];
  }
  const { title, $defs: _, definitions: __, ...schema } = document;
  if (typeof title === 'string' && isObject(document['properties'])) yield [title, { title, ...schema }];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
