import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quote } from 'onex-cli-kit';
import { conflictLine, conflictMessage } from 'onex-runtime/contract';
import { isRecord, parseJson } from 'onex-runtime/project';
import { UserError } from '../errors/index.ts';

export const SETTINGS_FILE = '.yo-rc.json';
export const SETTINGS_KEY = 'generator-onex';

export type Settings = Readonly<Record<string, unknown>>;

/** Package names that npm accepts, including older ones with capitals. */
const PACKAGE_NAME = /^(?:@[\w.~-]{1,214}\/)?[\w.~-]{1,214}$/;

/** Whether a project can have this name. Every later command validates it again. */
export function isProjectName(name: string): boolean {
  return PACKAGE_NAME.test(name);
}

/** The form in which the generator writes settings that occur in generated code and in topics. */
const FORMS: readonly (readonly [key: string, form: RegExp, example: string])[] = [
  ['name', PACKAGE_NAME, 'shop'],
  ['domain', /^[A-Za-z][\w-]{0,127}$/, 'billing'],
];

function check(settings: Settings, file: string): Settings {
  for (const [key, form, example] of FORMS) {
    const value = settings[key];
    if (value === undefined || (typeof value === 'string' && form.test(value))) continue;
    throw new UserError(
      'ERR_ONEX_INVALID_SETTINGS',
      `${file}: ${SETTINGS_KEY}.${key} must be a name such as ${example}, found ${quote(value)}`,
    );
  }
  return settings;
}

/**
 * Reads the key `generator-onex` of a folder's `.yo-rc.json`; returns null if the file or the key does not exist.
 * Throws a UserError if the file is not a JSON object, because guessing could put a project in the wrong place, and if
 * a setting does not have the form that the generator writes.
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
  const line = conflictLine(text);
  if (line !== null)
    throw new UserError('ERR_ONEX_CONFLICT_MARKERS', conflictMessage(SETTINGS_FILE, line, file), {
      exitCode: 2,
    });
  let content: unknown;
  try {
    content = parseJson(text);
  } catch (error) {
    throw new UserError(
      'ERR_ONEX_INVALID_SETTINGS',
      `${file} is not JSON: ${(error as Error).message}; fix or delete it`,
      {
        cause: error,
      },
    );
  }
  if (!isRecord(content))
    throw new UserError(
      'ERR_ONEX_INVALID_SETTINGS',
      `${file} does not contain a JSON object; fix or delete it`,
    );
  const settings = content[SETTINGS_KEY];
  if (settings === undefined || settings === null) return null;
  if (isRecord(settings)) return check(settings, file);
  throw new UserError(
    'ERR_ONEX_INVALID_SETTINGS',
    `${file}: ${SETTINGS_KEY} must be an object, found ${quote(settings)}; fix or delete it`,
  );
}
