import type { Field, FieldType } from '../field-type.ts';

/** Fields of models by name. The names are a contract's own, `constructor` among them: read it by `fieldsOf`. */
export type Definitions = Readonly<Record<string, readonly Field[]>>;

/** Fields of a model, or null where the contract has none. */
export function fieldsOf(name: string, definitions: Definitions): readonly Field[] | null {
  return Object.hasOwn(definitions, name) ? (definitions[name] ?? null) : null;
}

/** Whether a value of a model has a field. */
export type HasField = (field: Field) => boolean;

/**
 * Models with their rank in the order in which their values are found to end: a value of each can be made of values of
 * those before it. A model that is missing never ends, since each value needs another of its kind.
 */
export function endingOrder(
  names: Iterable<string>,
  definitions: Definitions,
  has: HasField,
): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  const waiting = new Set([...names].filter((name) => fieldsOf(name, definitions) !== null));
  const ends = (type: FieldType): boolean => {
    switch (type.kind) {
      case 'named':
        return !waiting.has(type.name);
      case 'union':
        return type.members.some(ends);
      case 'tuple':
        return type.items.every(ends);
      case 'model':
        return allEnd(type.fields);
      case 'array':
      case 'set':
        return (type.constraints?.minItems ?? 0) === 0 || ends(type.item);
      default:
        return true;
    }
  };
  const allEnd = (fields: readonly Field[]): boolean =>
    fields.every((field) => !has(field) || ends(field.type));
  for (let before = -1; before !== order.size;) {
    before = order.size;
    for (const name of waiting) {
      if (!allEnd(fieldsOf(name, definitions) ?? [])) continue;
      waiting.delete(name);
      order.set(name, order.size);
    }
  }
  return order;
}
