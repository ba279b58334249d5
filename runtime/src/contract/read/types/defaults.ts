import type { Field, FieldType } from '../../model.ts';
import { admitsNull, union } from '../../types/names/index.ts';
import { fitter, type Models, describe, warn, type Log, type Place } from '../values/index.ts';

/** A field with what the contract writes at `place` as its default; one whose default is null takes null. */
export function withDefault(field: Omit<Field, 'default' | 'required'>, place: Place): Field {
  const nullable = place.value === null && !admitsNull(field.type);
  const type = nullable ? union([field.type, { kind: 'null' }]) : field.type;
  const made = { ...field, type, required: false, default: place.value };
  if (place.value !== null) place.log.defaults.push({ field: made, place });
  return made;
}

/** A decimal has the digits that the contract has: `12.00` is more than the number 12. */
function written(place: Place, type: FieldType): unknown {
  if (typeof place.value !== 'number' || !takesDecimals(type)) return place.value;
  const text = place.log.source.plainAt(place.path);
  return text !== null && /^-?\d+\.\d+$/.test(text) ? text : place.value;
}

/** Whether a number can only be meant as a decimal. */
function takesDecimals(type: FieldType): boolean {
  if (type.kind !== 'union') return type.kind === 'decimal';
  const kinds = new Set(type.members.map(({ kind }) => kind));
  return kinds.has('decimal') && !kinds.has('number') && !kinds.has('string');
}

/** Makes each default a value of its field's type, or leaves it out with a warning. */
export function settleDefaults({ defaults }: Log, models: Models): void {
  const fitted = fitter(models);
  for (const { field, place } of defaults) {
    const value = fitted(written(place, field.type), field.type);
    if (value === undefined) {
      delete field.default;
      warn(
        place,
        `is not a value of the field's type, found ${describe(place.value)}; the field has no default`,
      );
    } else field.default = value;
  }
}
