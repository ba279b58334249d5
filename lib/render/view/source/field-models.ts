import type { FieldType } from 'onex-runtime/contract';

export { fieldsOf, namesIn, namesOf, namesWithin, type Definitions } from 'onex-runtime/contract';

/** Whether the schema of a type checks decimal bounds, which is a function of the runtime. */
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
