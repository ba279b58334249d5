import type { Field } from '../model.ts';
import { admitsNull, union } from '../types/union.ts';
import { fitter, type Models } from './fit.ts';
import { describe, warn } from './place.ts';
import type { Log, Place } from './place.ts';

/** A field with what the contract writes at `place` as its default; one whose default is null takes null. */
export function withDefault(field: Omit<Field, 'default' | 'required'>, place: Place): Field {
  const nullable = place.value === null && !admitsNull(field.type);
  const type = nullable ? union([field.type, { kind: 'null' }]) : field.type;
  const made = { ...field, type, required: false, default: place.value };
  if (place.value !== null) place.log.defaults.push({ field: made, place });
  return made;
}

/** Makes each default a value of its field's type, or leaves it out with a warning. */
export function settleDefaults({ defaults }: Log, models: Models): void {
  const fitted = fitter(models);
  for (const { field, place } of defaults) {
    const value = fitted(place.value, field.type);
    if (value === undefined) {
      delete field.default;
      warn(
        place,
        `is no value of the field's type, found ${describe(place.value)}; the field has no default`,
      );
    } else field.default = value;
  }
}
