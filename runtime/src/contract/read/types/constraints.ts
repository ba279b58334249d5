import type { FieldType } from '../../model.ts';
import { CONSTRAINT_NAMES, constrained } from '../../types/constraints.ts';
import { at, isAbsent, isMapping, warn, type Place } from '../values/index.ts';

/** Keys of constraints, and of what is known to be none that a model checks. */
export const CONSTRAINT_KEYS: readonly string[] = CONSTRAINT_NAMES;

const WHY = {
  value: 'its value is invalid',
  pattern: 'it does not begin with "^", or it could take very long for some texts',
  type: 'the field’s type has none',
} as const;

/** A type with the constraints that stand beside it in a mapping; what is not a constraint of it is reported. */
export function withConstraints(type: FieldType, place: Place): FieldType {
  if (!isMapping(place.value)) return type;
  let made = type;
  for (const key of Object.keys(place.value)) {
    if (!CONSTRAINT_KEYS.includes(key)) continue;
    const one = at(place, key);
    if (isAbsent(one)) continue;
    const found = constrained(made, key, one.value);
    if (typeof found === 'string') warn(one, `is not checked by the node’s models: ${WHY[found]}`);
    else made = found;
  }
  return made;
}
