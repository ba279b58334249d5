import { dirname } from 'node:path';
import { parseYaml, quote } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { isObject, type JsonObject } from './model-index.ts';
import { readYamlWithin } from './read-within.ts';

/** A reference to a file: `schemas/order.yaml#/definitions/Order`. */
const FILE = /^(?<file>[^#\s][^#]*\.(?:ya?ml|json))(?:#\/(?<pointer>.+))?$/i;
const MOST_FILES = 64;

/**
 * The schemas of files beside a contract that its `$ref` values name, as one document for each file. A schema is called
 * after the end of the reference, as the reader calls it.
 * @param path of the contract, absolute
 * @param shown as the user called the contract, for messages
 * @throws UserError for a file that is missing, outside the contract's folder, or without the schema
 */
export async function documentsBeside(
  text: string,
  path: string,
  shown: string,
): Promise<readonly JsonObject[]> {
  const { value } = parseYaml(text, { origin: 'foreign' });
  const byFile = new Map<string, Map<string, string | undefined>>();
  for (const reference of referencesIn(value)) {
    const { file, pointer } = FILE.exec(reference)?.groups ?? {};
    if (file === undefined) continue;
    const name = (reference.split('/').at(-1) ?? '').replace(/\.(?:ya?ml|json)$/i, '');
    byFile.set(file, (byFile.get(file) ?? new Map<string, string | undefined>()).set(name, pointer));
  }
  if (byFile.size > MOST_FILES) throw new UserError(`${shown} refers to more than ${MOST_FILES} files`);
  return Promise.all(
    [...byFile].map(async ([file, names]) => {
      const document = await readBeside(file, path, shown);
      const schemas = [...names].map(([name, pointer]) => [name, schemaAt(document, pointer, file, shown)]);
      const own = Object.assign({}, inDocument(document, 'definitions'), inDocument(document, '$defs'));
      return { $defs: { ...own, ...(Object.fromEntries(schemas) as JsonObject) } };
    }),
  );
}

function inDocument(document: unknown, key: string): JsonObject {
  const found = isObject(document) ? document[key] : undefined;
  return isObject(found) ? found : {};
}

async function readBeside(file: string, contract: string, shown: string): Promise<unknown> {
  const found = await readYamlWithin(dirname(contract), file, `${shown}: $ref`);
  if (found === null) throw new UserError(`${shown}: $ref ${quote(file)} does not exist`);
  return found.value;
}

function schemaAt(document: unknown, pointer: string | undefined, file: string, shown: string): JsonObject {
  const keys = pointer?.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')) ?? [];
  const found = keys.reduce<unknown>(
    (at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    document,
  );
  if (isObject(found)) return found;
  throw new UserError(`${shown}: $ref ${quote(file)} has no schema at ${quote(pointer ?? '')}`);
}

/** Each text under a key `$ref`. */
function* referencesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* referencesIn(item);
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === '$ref' && typeof item === 'string') yield item;
    else yield* referencesIn(item);
  }
}
