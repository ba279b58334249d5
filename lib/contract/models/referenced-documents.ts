import { dirname } from 'node:path';
import { quote } from 'onex-cli-kit';
import { parseYaml } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { isObject, type JsonObject } from './model-index.ts';
import { readYamlWithin } from './read-within.ts';

/** A reference to a file: `schemas/order.yaml#/definitions/Order`. */
const FILE = /^(?<file>[^#\s][^#]*\.(?:ya?ml|json))(?:#\/(?<pointer>.+))?$/i;
const MOST_FILES = 64;

/**
 * Reads the schemas that a contract's `$ref` values and topics name in files next to it, as one document per file. A
 * schema is named after the end of the reference, as in the reader.
 * @param path Absolute path of the contract.
 * @param shown The contract as the user named it, for messages.
 * @throws UserError for a `$ref` to a file that is missing, outside the contract's folder, or without the schema
 */
export async function referencedDocuments(
  text: string,
  path: string,
  shown: string,
): Promise<readonly JsonObject[]> {
  const { value } = parseYaml(text, { origin: 'foreign' });
  const byFile = new Map<string, Map<string, string | undefined>>();
  const required = new Set<string>();
  for (const { reference, isRequired } of referencesIn(value)) {
    const { file, pointer } = FILE.exec(reference)?.groups ?? {};
    if (file === undefined) continue;
    const name = (reference.split('/').at(-1) ?? '').replace(/\.(?:ya?ml|json)$/i, '');
    byFile.set(file, (byFile.get(file) ?? new Map<string, string | undefined>()).set(name, pointer));
    if (isRequired) required.add(file);
  }
  if (byFile.size > MOST_FILES)
    throw new UserError('ERR_ONEX_INVALID_MODELS', `${shown} refers to more than ${MOST_FILES} files`);
  const documents = await Promise.all(
    [...byFile].map(async ([file, names]) => {
      const found = await readYamlWithin(dirname(path), file, `${shown}: $ref`);
      if (found === null && !required.has(file)) return [];
      if (found === null)
        throw new UserError('ERR_ONEX_INVALID_MODELS', `${shown}: $ref ${quote(file)} does not exist`);
      const document = found.value;
      const schemas = [...names].map(([name, pointer]) => [name, schemaAt(document, pointer, file, shown)]);
      const own = Object.assign({}, inDocument(document, 'definitions'), inDocument(document, '$defs'));
      return [{ $defs: { ...own, ...(Object.fromEntries(schemas) as JsonObject) } }];
    }),
  );
  return documents.flat();
}

function inDocument(document: unknown, key: string): JsonObject {
  const found = isObject(document) ? document[key] : undefined;
  return isObject(found) ? found : {};
}

function schemaAt(document: unknown, pointer: string | undefined, file: string, shown: string): JsonObject {
  const keys = pointer?.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')) ?? [];
  const found = keys.reduce<unknown>(
    (at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    document,
  );
  if (isObject(found)) return found;
  throw new UserError(
    'ERR_ONEX_INVALID_MODELS',
    `${shown}: $ref ${quote(file)} has no schema at ${quote(pointer ?? '')}`,
  );
}

/** Keys next to a topic whose text may name a schema file. */
const SCHEMA_KEYS: ReadonlySet<string> = new Set(['payload_schema', 'schema_ref', 'schema']);

interface Reference {
  readonly reference: string;
  /** Whether the contract cannot be read without the file. A key next to a topic may also name a Python class. */
  readonly isRequired: boolean;
}

/** Yields each text under a `$ref` key, and each text that names the schema of a topic. */
function* referencesIn(value: unknown): Generator<Reference> {
  if (Array.isArray(value)) for (const item of value) yield* referencesIn(item);
  if (!isObject(value)) return;
  const isTopic = typeof value['topic'] === 'string';
  for (const [key, item] of Object.entries(value)) {
    if (typeof item !== 'string') yield* referencesIn(item);
    else if (key === '$ref') yield { reference: item, isRequired: true };
    else if (isTopic && SCHEMA_KEYS.has(key)) yield { reference: item, isRequired: false };
  }
}
