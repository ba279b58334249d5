import { isObject, type JsonObject, type ModelIndex, type ModelSchema } from './model-index.ts';
import type { ExternalModel } from './external-models.ts';

export interface Chosen {
  /** Schemas by their names in the contract. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** Names that several modules define, with these modules. */
  readonly ambiguous: readonly { readonly name: string; readonly modules: readonly string[] }[];
}

/** Chooses the wanted models and all that they refer to. A module distinguishes models with the same name. */
export function chooseModels(wanted: readonly ExternalModel[], index: ModelIndex): Chosen {
  const ambiguous: { name: string; modules: readonly string[] }[] = [];
  const names = new Map<ModelSchema, string>();
  for (const { name, module } of wanted) {
    const candidates = index.get(name) ?? [];
    const model = candidates.length > 1 ? ofModule(candidates, module) : candidates[0];
    if (model !== undefined) names.set(model, name);
    else if (candidates.length > 1)
      ambiguous.push({ name, modules: candidates.map((one) => one.module ?? 'no module') });
  }
  const taken = new Set(names.values());
  const queue = [...names.keys()];
  for (let model = queue.pop(); model !== undefined; model = queue.pop()) {
    for (const key of referencesIn(model.schema)) {
      const other = model.beside.get(key);
      if (other === undefined || names.has(other)) continue;
      const name = taken.has(other.name) ? freeName(other.key, taken) : other.name;
      taken.add(name);
      names.set(other, name);
      queue.push(other);
    }
  }
  const schemas = [...names].map(([model, name]) => [name, rewritten(model, names)] as const);
  return { schemas: new Map(schemas.toSorted(([one], [other]) => (one < other ? -1 : 1))), ambiguous };
}

/**
 * Returns the model of a module, or of the only module below or above it, because packages re-export models of their
 * modules.
 */
function ofModule(candidates: readonly ModelSchema[], module: string | null): ModelSchema | undefined {
  if (module === null) return undefined;
  const exact = candidates.find((one) => one.module === module);
  const within = candidates.filter((one) => `${one.module}.`.startsWith(`${module}.`));
  return exact ?? (within.length === 1 ? within[0] : undefined);
}

function freeName(key: string, taken: ReadonlySet<string>): string {
  const plain = key.replaceAll(/\W+/g, '_');
  let name = plain;
  for (let count = 2; taken.has(name); count += 1) name = `${plain}_${count}`;
  return name;
}

const REFERENCE = /^#\/(?:\$defs|definitions)\/(.+)$/;

function keyOf(reference: unknown): string | null {
  const key = typeof reference === 'string' ? REFERENCE.exec(reference)?.[1] : undefined;
  return key === undefined ? null : key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function* referencesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* referencesIn(item);
  if (!isObject(value)) return;
  const key = keyOf(value['$ref']);
  if (key !== null) yield key;
  for (const item of Object.values(value)) yield* referencesIn(item);
}

/** Returns a schema whose references use the contract's names, without keys about its generation. */
function rewritten(model: ModelSchema, names: ReadonlyMap<ModelSchema, string>): JsonObject {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (!isObject(value)) return value;
    const key = keyOf(value['$ref']);
    const other = key === null ? undefined : model.beside.get(key);
    const name = other === undefined ? undefined : names.get(other);
    return Object.fromEntries(
      Object.entries(value).map(([own, item]) => [
        own,
        own === '$ref' && name !== undefined ? `#/definitions/${name}` : copy(item),
      ]),
    );
  };
  const { 'x-python': _, title: __, $schema: ___, ...schema } = model.schema;
  return copy(schema) as JsonObject;
}
