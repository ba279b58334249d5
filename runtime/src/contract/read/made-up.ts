import type { Field, FieldType } from '../model.ts';
import { sampleOf } from '../samples/payload.ts';
import { warn } from './place.ts';
import type { Place } from './place.ts';

/** Where the generator makes up values of a field: for tests alone, for the answers of handlers too, or nowhere. */
export type Made = 'sample' | 'answer' | 'never';

/** The field as it is; a warning where no value was found that keeps its constraints, since tests then send none. */
export function keepMet(place: Place, field: Field, _made: Made): Field {
  if (!isConstrained(field.type)) return field;
  const sample = sampleOf(field.type, {});
  if (!sample.found)
    warn(place, `has no sample value: ${sample.reason}; generated tests and examples do without one`);
  return field;
}

/** Whether a value of a type has to keep to something that a sample has to be sought for. */
function isConstrained(type: FieldType): boolean {
  switch (type.kind) {
    case 'union':
      return type.members.some(isConstrained);
    case 'tuple':
      return type.items.some(isConstrained);
    case 'array':
    case 'set':
      return type.constraints !== undefined || isConstrained(type.item);
    case 'string':
    case 'integer':
    case 'number':
    case 'decimal':
      return type.constraints !== undefined;
    default:
      return false;
  }
}
