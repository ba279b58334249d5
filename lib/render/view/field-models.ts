import type { Field, FieldType } from 'onex-runtime/contract';

/** Fields of models by name. The names are a contract's own, `constructor` among them: read it by `fieldsOf`. */
export type Definitions = Readonly<Record<string, readonly Field[]>>;

/** Some models, and all that they are made of. */
export function namesWithin(models: readonly string[], definitions: Definitions): ReadonlySet<string> {
  const names = new Set(models);
  // A set being iterated also yields what is added on the way.
  for (const name of names) for (const inner of namesIn(fieldsOf(name, definitions) ?? [])) names.add(inner);
  return names;
}

/** Fields of a model, or null where the contract tells none. */
export function fieldsOf(name: string, definitions: Definitions): readonly Field[] | null {
  return Object.hasOwn(definitions, name) ? (definitions[name] ?? null) : null;
}

/** Models that some fields name. */
export function namesIn(fields: readonly Field[]): string[] {
  return fields.flatMap(({ type }) => namesOf(type));
}

/** Models that a type names. */
export function namesOf(type: FieldType): string[] {
  switch (type.kind) {
    case 'named':
      return [type.name];
    case 'array':
    case 'set':
      return namesOf(type.item);
    case 'tuple':
      return type.items.flatMap(namesOf);
    case 'record':
      return namesOf(type.value);
    case 'union':
      return type.members.flatMap(namesOf);
    case 'model':
      return namesIn(type.fields);
    default:
      return [];
  }
}
