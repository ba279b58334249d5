import type { Field, FieldType } from '../../model.ts';
import { sampleOf } from '../../samples/payload.ts';
import { warn } from './place.ts';
import type { Log, Place } from './place.ts';

/** Samples that are sought while one contract is read, and parts that each may have: a contract may ask for millions. */
const MOST_SEARCHES = 300;
const MOST_PARTS = 20;

const searches = new WeakMap<Log, number>();

/** The field as it is; a warning where no value was found that keeps its constraints, since tests then send none. */
export function reportUnsampled(place: Place, field: Field): Field {
  if (!isConstrained(field.type)) return field;
  const left = searches.get(place.log) ?? MOST_SEARCHES;
  searches.set(place.log, left - 1);
  if (left <= 0) return field;
  const sample = sampleOf(field.type, {}, { budget: { left: MOST_PARTS } });
  if (!sample.found)
    warn(place, `has no sample value: ${sample.reason}; generated tests and examples skip it`);
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
