import type { Field } from '../model.ts';
import { addAlias, isTypeSchema, noAliases } from './aliases.ts';
import { at, entries, expectMapping, forPeople, isMapping, note, whole } from './place.ts';
import type { Aliases, Place } from './place.ts';
import { readFields } from './fields.ts';
import { isJsonSchema, schemaType, SCHEMA_KEYS } from './json-schema.ts';

/**
 * `definitions`: models by name, each a mapping of fields, `{fields: …}`, a list of fields, or a JSON Schema of an
 * object. A schema of anything else is a type, which stands wherever its name does.
 */
export function readDefinitions(root: Place): Readonly<Record<string, readonly Field[]>> {
  const place = at(root, 'definitions');
  if (!expectMapping(place)) return {};
  const found: [string, readonly Field[]][] = [];
  for (const [name, item] of entries(place)) {
    const fields = isType(item) ? null : definitionFields(item);
    if (fields !== null) found.push([name, fields]);
  }
  tellUnused(place);
  return Object.fromEntries(found);
}

function definitionFields(item: Place): readonly Field[] | null {
  if (isMapping(item.value)) {
    if (isJsonSchema(item.value) || !isListed(item.value['fields'])) return readFields(item, 'answer');
    forPeople(item, 'description', 'version', 'title');
    return readFields(at(item, 'fields'), 'answer');
  }
  return Array.isArray(item.value) ? readFields(item, 'answer') : null;
}

/** A type stands where fields name it, and nowhere else. */
function tellUnused({ log }: Place): void {
  for (const { place, type } of log.aliases.byName.values()) {
    if (type === null) note(whole(place), 'no field is of this type, so it has no effect', 'key');
  }
}

/** `{fields: …}` holds the fields of a model, where a field of that name would have a type. */
function isListed(value: unknown): boolean {
  return isMapping(value) || Array.isArray(value);
}

function isType({ value }: Place): boolean {
  return isMapping(value) && !isJsonSchema(value) && isTypeSchema(value, SCHEMA_KEYS);
}

/** Types by name are put where fields name them, and so have to be known before any field is read. */
export function findAliases(root: Place): void {
  const place = at(root, 'definitions');
  if (!isMapping(place.value)) return;
  for (const [name, item] of entries(place)) if (isType(item)) addAlias(name, item);
}

/** For a contract of which nothing is read yet. */
export function startAliases(): Aliases {
  return noAliases((place) => schemaType(place, { depth: 1, made: 'answer' }));
}
