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

/** The manifest's text: keys and files sorted, one file a line, so that two branches' changes merge. */
export function writeManifest(manifest: Manifest): string {
  const { format, version, unit, answers, source } = manifest;
  const head = JSON.stringify({ format, version, unit, answers: sortKeys(answers), source }, null, 2).slice(
    0,
    -2,
  );
  const files = manifest.files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((entry) => `    ${line(entry)}`);
  const list = files.length === 0 ? '[]' : `[\n${files.join(',\n')}\n  ]`;
  return `${head},\n  "files": ${list}\n}\n`;
}
