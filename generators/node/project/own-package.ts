import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, parseJson } from 'onex-runtime/project';
import { UserError } from '../../../lib/errors/index.ts';
import type { Settings } from '../../../lib/project/index.ts';

/**
 * Returns the package.json of a folder, or null if there is none or it is not JSON.
 * @throws UserError if it is not a JSON object, because nothing can be added to it.
 */
export async function readPackage(root: string): Promise<Settings | null> {
  const file = join(root, 'package.json');
  let content: unknown;
  try {
    content = parseJson(await readFile(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Broken JSON is reported with its line when the file is merged.
    if (code === 'ENOENT' || code === 'ENOTDIR' || error instanceof SyntaxError) return null;
    throw error;
  }
  if (isRecord(content)) return content;
  throw new UserError(
    'ERR_ONEX_INVALID_SETTINGS',
    `${file} does not contain a JSON object; fix or delete it`,
  );
}

/** Returns the packages that a package.json names, in every group. */
export function dependenciesOf(own: Settings): string[] {
  const groups = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  return groups.flatMap((group) => (isRecord(own[group]) ? Object.keys(own[group]) : [])).toSorted();
}
