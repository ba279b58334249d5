import type { Field } from '../../model.ts';
import { addAlias, isTypeSchema, noAliases } from './aliases.ts';
import { quote } from '../../yaml/quote.ts';
import { DEFINITION_PATHS, hasModelsWithin } from './definition-places.ts';
import {
  at,
  entries,
  expectMapping,
  forPeople,
  isMapping,
  mistake,
  note,
  warn,
  whole,
  type Aliases,
  type Place,
} from '../values/index.ts';
import { readFields } from './fields.ts';
import { isJsonSchema, schemaType, SCHEMA_KEYS } from './json-schema.ts';

/**
 * `annotations.definitions` and `definitions`: models by name, each a mapping of fields, `{fields: …}`, a list of fields, or a JSON Schema of an
 * object. A schema of anything else is a type, which replaces its name.
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

function valueOf({ value }: Place, key: string): unknown {
  return isMapping(value) ? value[key] : undefined;
}

/** `{name: ModelX, module: demo.models}` says where Python finds a model whose fields the contract does not give. */
function isPythonReference(item: Place): boolean {
  const { value } = item;
  if (!isMapping(value)) return false;
  const keys = Object.keys(value).filter((key) => key !== 'description');
  const names = /^[A-Z]\w*$/.test(String(value['name'])) && String(value['module']).includes('.');
  if (keys.length !== 2 || !names) return false;
  if (!item.trace.whole)
    warn(whole(item), 'names a Python model without its fields, so it has no effect', 'key');
  return true;
}

/** Every definition of a contract, by its name. */
function definitionsIn(root: Place): readonly (readonly [string, Place])[] {
  const within = hasModelsWithin(valueOf(root, 'definitions'));
  return DEFINITION_PATHS.flatMap((path) => {
    if (path[1] === 'models' && !within) return [];
    const place = path.reduce((outer, key) => at(outer, key), root);
    if (!expectMapping(place)) return [];
    if (path[0] === 'definitions' && path.length === 1 && within) forPeople(place, 'version', 'description');
    return entries(place).filter(([name, item]) => {
      const isContainer = within && path[0] === 'definitions' && path.length === 1 && name === 'models';
      return !isContainer && !isPythonReference(item);
    });
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

/** A type is where fields name it, and nowhere else. */
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
