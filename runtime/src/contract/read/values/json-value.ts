import { isJson } from './coerce.ts';
import { isMapping, warn, whole, type Place } from './place.ts';

/**
 * A value of a free mapping as JSON has it. A number that JSON does not hold exactly becomes the text that it is written
 * as, with one warning for the whole value.
 */
export function jsonValue(place: Place): unknown {
  const { value } = whole(place);
  if (isJson(value)) return value;
  warn(place, 'contains numbers that JSON cannot represent exactly; they are read as text');
  return toJson(value);
}

function toJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJson);
  if (isMapping(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
  }
  return isJson(value) ? value : String(value);
}
