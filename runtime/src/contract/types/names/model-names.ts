import type { Field, FieldType } from '../../field-type.ts';
import { fieldsOf, type Definitions } from '../../samples/index.ts';

/** Some models, and all that they are made of. */
export function namesWithin(models: readonly string[], definitions: Definitions): ReadonlySet<string> {
  const names = new Set(models);
  // A set being iterated also yields what is added on the way.
  for (const name of names) for (const inner of namesIn(fieldsOf(name, definitions) ?? [])) names.add(inner);
  return names;
}

/** Models that some fields name. */
export function namesIn(fields: readonly Field[]): string[] {
  return fields.flatMap(({ type }) => namesOf(type));
}

/** Models that a type names, at any depth. */
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
      return [...namesOf(type.key), ...namesOf(type.value)];
    case 'union':
      return type.members.flatMap(namesOf);
    case 'model':
      return namesIn(type.fields);
    default:
      return [];
  }
}
