import type { JsonObject, JsonValue } from '../../render/index.ts';
import type { Manifest, ManifestEntry } from './types.ts';

function sortKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  return Object.fromEntries(
    Object.keys(object)
      .toSorted()
      .map((key) => [key, sortKeys(object[key]!)]),
  );
}

function line(entry: ManifestEntry): string {
  const { path, mode, sha256, binary, pending } = entry;
  return JSON.stringify({ path, mode, sha256, ...(binary && { binary }), ...(pending && { pending }) });
}

/**
 * Returns the manifest's text: sorted JSON in which each answer and each file has its own line, so git merges two
 * branches line by line. An empty line separates the changes of two answers.
 */
export function writeManifest(manifest: Manifest): string {
  const { format, version, unit, answers, source } = manifest;
  const known = Object.keys(answers)
    .toSorted()
    .map((key) => `    ${JSON.stringify(key)}: ${JSON.stringify(sortKeys(answers[key]!))}`);
  const files = manifest.files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((entry) => `    ${line(entry)}`);
  const head = JSON.stringify({ format, version, unit }, null, 2).slice(0, -2);
  return [
    head,
    `,\n  "answers": ${known.length === 0 ? '{}' : `{\n${known.join(',\n\n')}\n  }`}`,
    source === undefined ? '' : `,\n  "source": ${JSON.stringify(source)}`,
    `,\n  "files": ${files.length === 0 ? '[]' : `[\n${files.join(',\n')}\n  ]`}\n}\n`,
  ].join('');
}
