import type { Field } from '../../model.ts';
import { readFields } from '../types/index.ts';
import { at, forPeople, idle, isAbsent, isMapping, type Place, words } from '../values/index.ts';

/**
 * `input_state` and `output_state`: `{object_type, required: [names], optional: [names], properties: {name: type}}`.
 * A name without a property is a field of any type; null when the contract names no field.
 */
export function stateFields(place: Place): readonly Field[] | null {
  if (isAbsent(place) || !isMapping(place.value)) return readFields(place);
  forPeople(place, 'version', 'description', 'title');
  at(place, 'object_type');
  idle(place, 'a model accepts unknown fields', 'additional_properties');
  const required = at(place, 'required');
  const names = Array.isArray(required.value) ? words(required) : [];
  const typed = readFields(at(place, 'properties')) ?? [];
  const known = new Set(typed.map(({ name }) => name));
  const named = [...names, ...words(at(place, 'optional'))].filter((name) => !known.has(name));
  const plain = [...new Set(named)].map((name): Field => {
    return { name, type: { kind: 'any' }, required: false, description: null };
  });
  const fields = [...typed, ...plain].map((field) =>
    names.includes(field.name) ? { ...field, required: true } : field,
  );
  return fields.length === 0 ? null : fields;
}
