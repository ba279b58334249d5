import { fieldsOf, type Definitions, type Field, type FieldType } from 'onex-runtime/contract';

export { fieldsOf, type Definitions };

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

/** Whether the schema of a type checks the bounds of a decimal, which the runtime does. */
export function hasDecimalBounds(type: FieldType): boolean {
  switch (type.kind) {
    case 'decimal':
      return Object.keys(type.constraints ?? {}).length > 0;
    case 'array':
    case 'set':
      return hasDecimalBounds(type.item);
    case 'tuple':
      return type.items.some(hasDecimalBounds);
    case 'record':
      return hasDecimalBounds(type.value);
    case 'union':
      return type.members.some(hasDecimalBounds);
    case 'model':
      return type.fields.some((field) => hasDecimalBounds(field.type));
    default:
      return false;
  }
}
