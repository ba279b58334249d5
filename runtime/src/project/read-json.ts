import { readFileSync } from 'node:fs';
import path from 'node:path';

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a JSON text that may begin with a byte order mark. @throws SyntaxError for text that is not JSON */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/u, ''));
}

/** The JSON object in a file. Null if the file does not exist, cannot be read, or does not contain an object. */
export function readJsonObject(file: string): JsonRecord | null {
  try {
    const value = parseJson(readFileSync(file, 'utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** The package.json of a folder. Null if it cannot be read as an object. */
export function readPackageJson(folder: string): JsonRecord | null {
  return readJsonObject(path.join(folder, 'package.json'));
}

/** The text entries of a group such as `dependencies`: package name → range. */
export function rangesOf(manifest: JsonRecord | null, group: string): Readonly<Record<string, string>> {
  const ranges = manifest?.[group];
  if (!isRecord(ranges)) return {};
  return Object.fromEntries(
    Object.entries(ranges).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
