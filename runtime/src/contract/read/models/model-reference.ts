import type { ModelReference } from '../../model.ts';
import {
  at,
  error,
  expectMapping,
  firstOf,
  forPeople,
  idle,
  isAbsent,
  isMapping,
  items,
  type Place,
  prose,
  word,
} from '../values/index.ts';

/**
 * A model that a contract names: `demo.models.ModelX`, `"ModelA | ModelB"`, or `{name, module, description}`, where
 * `variants` names the models of a union; null when absent, and for a mapping that has fields and no name.
 */
export function readModel(place: Place): ModelReference | null {
  if (isAbsent(place)) return null;
  if (!isMapping(place.value)) return namedIn(word(place));
  if (!expectMapping(place)) return null;
  forPeople(place, 'version');
  const named = firstOf(place, 'name', 'class_name', 'class', 'type_name', 'model');
  const name = word(named);
  if (name === null) {
    const hasFields =
      isMapping(place.value) && ['fields', 'properties'].some((key) => key in (place.value as object));
    if (isAbsent(named) && !hasFields) error(place, 'name is missing; expected the name of a model');
    return null;
  }
  const variants = items(at(place, 'variants')).flatMap(variantName);
  const reference = namedIn(name);
  const members = variants.length > 0 ? variants : reference?.members;
  return {
    name: reference?.name ?? name,
    module: word(at(place, 'module')) ?? reference?.module ?? null,
    description: prose(at(place, 'description')),
    ...(members !== undefined && { members }),
  };
}

function variantName(item: Place): string[] {
  if (!isMapping(item.value)) {
    const name = namedIn(word(item))?.name;
    return name === undefined ? [] : [name];
  }
  forPeople(item, 'description', 'version', 'module');
  idle(
    item,
    'the fields of a message say which member of a union it is',
    'payload_model',
    'discriminator_value',
  );
  const name = word(firstOf(item, 'name', 'class_name', 'class'));
  return name === null ? [] : [name];
}

function namedIn(written: string | null): ModelReference | null {
  if (written === null) return null;
  const [first, ...others] = written
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'None')
    .map((part) => {
      const parts = part.split('.');
      return { name: parts.at(-1) || part, module: parts.slice(0, -1).join('.') || null };
    });
  if (first === undefined) return null;
  const reference = { ...first, description: null };
  return others.length === 0
    ? reference
    : { ...reference, members: [first, ...others].map(({ name }) => name) };
}
