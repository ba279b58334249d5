import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from 'onex-runtime/project';
import { UserError } from '../../errors/index.ts';
import { isObject, type JsonObject } from './model-index.ts';

/** All models of a large Python package are about 5 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads the documents of a file, or of each `.json` file in a folder, sorted by name.
 * @param path Absolute.
 * @param shown As the user named it, for messages.
 * @throws UserError if one cannot be read, is too large, or holds no schema
 */
export async function readModelFiles(path: string, shown: string): Promise<readonly JsonObject[]> {
  const about = await stat(path).catch(() => null);
  if (about === null)
    throw new UserError(
      'ERR_ONEX_INVALID_MODELS',
      `${shown} does not exist; --models takes a JSON Schema file or a folder of them`,
    );
  if (!about.isDirectory()) return [await readDocument(path, shown)];
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).toSorted();
  if (names.length === 0)
    throw new UserError(
      'ERR_ONEX_INVALID_MODELS',
      `${shown} has no .json files; --models takes a folder of JSON Schema files`,
    );
  return Promise.all(names.map((name) => readDocument(join(path, name), join(shown, name))));
}

async function readDocument(path: string, shown: string): Promise<JsonObject> {
  const { size } = await stat(path);
  if (size > MAX_BYTES)
    throw new UserError(
      'ERR_ONEX_INVALID_MODELS',
      `${shown} is larger than 64 MB; split it into several files of a folder`,
    );
  let document: unknown;
  try {
    document = parseJson(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UserError('ERR_ONEX_INVALID_MODELS', `${shown} is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const hasSchemas =
    isObject(document) && ['$defs', 'definitions', 'properties'].some((key) => isObject(document[key]));
  if (!isObject(document) || !hasSchemas)
    throw new UserError(
      'ERR_ONEX_INVALID_MODELS',
      `${shown} has no $defs; onex models export writes such a file`,
    );
  return document;
}
