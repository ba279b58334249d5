import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors/index.ts';

export const SETTINGS_FILE = '.yo-rc.json';
export const SETTINGS_KEY = 'generator-onex';

export type Settings = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What a folder's `.yo-rc.json` says under `generator-onex`, or null when it has no such file or key.
 * Throws a UserError when the file is not JSON, since guessing could put a project in the wrong place.
 */
export async function readSettings(folder: string): Promise<Settings | null> {
  const file = join(folder, SETTINGS_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UserError(`${file} is not JSON: ${(error as Error).message}; mend or delete it`, {
      cause: error,
    });
  }
  const settings = isRecord(content) ? content[SETTINGS_KEY] : undefined;
  return isRecord(settings) ? settings : null;
}
