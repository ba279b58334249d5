import type { Field } from '../model.ts';
import { addAlias, isTypeSchema, noAliases } from './aliases.ts';
import { quote } from '../yaml/quote.ts';
import { DEFINITION_PATHS } from './definition-places.ts';
import { at, entries, expectMapping, forPeople, isMapping, mistake, note, whole } from './place.ts';
import type { Aliases, Place } from './place.ts';
import { readFields } from './fields.ts';
import { isJsonSchema, schemaType, SCHEMA_KEYS } from './json-schema.ts';

/**
 * `annotations.definitions` and `definitions`: models by name, each a mapping of fields, `{fields: …}`, a list of fields, or a JSON Schema of an
 * object. A schema of anything else is a type, which stands wherever its name does.
 */
export function readDefinitions(root: Place): Readonly<Record<string, readonly Field[]>> {
  const found = new Map<string, readonly Field[]>();
  for (const [name, item] of definitionsIn(root)) {
    if (found.has(name)) {
      mistake(whole(item), `model ${quote(name)} is defined twice; remove one`, 'key');
      continue;
    }
    const fields = isType(item) ? null : definitionFields(item);
    if (fields !== null) found.set(name, fields);
  }
  tellUnused(root);
  return Object.fromEntries(found);
}

/** Every definition of a contract, by its name. */
function definitionsIn(root: Place): readonly (readonly [string, Place])[] {
  return DEFINITION_PATHS.flatMap((path) => {
    const place = path.reduce((outer, key) => at(outer, key), root);
    return expectMapping(place) ? entries(place) : [];
  });
}

function definitionFields(item: Place): readonly Field[] | null {
  if (isMapping(item.value)) {
    if (isJsonSchema(item.value) || !isListed(item.value['fields'])) return readFields(item);
    forPeople(item, 'description', 'version', 'title');
    return readFields(at(item, 'fields'));
  }
  return Array.isArray(item.value) ? readFields(item) : null;
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
  for (const [name, item] of definitionsIn(root)) if (isType(item)) addAlias(name, item);
}

/** For a contract of which nothing is read yet. */
export function startAliases(): Aliases {
  return noAliases((place) => schemaType(place, { depth: 1 }));
}
