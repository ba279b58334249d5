import type { Field } from '../model.ts';
import { at, entries, isAbsent, isMapping } from './place.ts';
import type { Place } from './place.ts';
import { readFields } from './fields.ts';
import { isJsonSchema, schemaFields } from './json-schema.ts';

/**
 * `definitions`: models by name, each a mapping of fields, `{fields: …}`, a list of fields, or a JSON Schema of an
 * object. Anything else there is not a model and is left alone.
 */
export function readDefinitions(root: Place): Readonly<Record<string, readonly Field[]>> {
  const place = at(root, 'definitions');
  if (!isMapping(place.value)) return {};
  const found: [string, readonly Field[]][] = [];
  for (const [name, item] of entries(place)) {
    const fields = definitionFields(item);
    if (fields !== null) found.push([name, fields]);
  }
  return Object.fromEntries(found);
}

function definitionFields(item: Place): readonly Field[] | null {
  if (isMapping(item.value)) {
    if (isJsonSchema(item.value)) return schemaFields(item);
    const fields = at(item, 'fields');
    return readFields(isAbsent(fields) ? item : fields);
  }
  return Array.isArray(item.value) ? readFields(item) : null;
}
