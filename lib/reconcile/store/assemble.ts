import type { JsonValue } from '../../render/index.ts';
import { compareVersions, parseVersion } from '../versions.ts';
import type { ManifestLines } from './manifest-lines.ts';

/**
 * Chooses the value of a key that has several after a merge in git. The choice does not depend on which branch was
 * merged into which. A value that neither branch still has is usually the default, so the default (false, or the
 * shorter value) loses.
 */
function chosen(values: readonly JsonValue[]): JsonValue {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)).at(-1)!;
}

function newest(versions: readonly JsonValue[]): JsonValue | undefined {
  const isVersion = (value: JsonValue): value is string =>
    typeof value === 'string' && parseVersion(value) !== null;
  return versions.filter(isVersion).toSorted(compareVersions).at(-1) ?? versions[0];
}

/**
 * Combines the lines of a manifest into the JSON that they would form without a merge. If two branches were rendered
 * from different sources, the source is unknown.
 */
export function assembled({ top, unit, answers, files }: ManifestLines): {
  json: unknown;
  isMerged: boolean;
} {
  const all = [...top.values(), ...unit.values(), ...answers.values()];
  const isMerged = all.some((values) => values.length > 1);
  const chosenOf = (values: Iterable<readonly [string, readonly JsonValue[]]>) =>
    Object.fromEntries([...values].map(([key, found]) => [key, chosen(found)]));
  const { format, version, source, ...others } = Object.fromEntries(top);
  const formats = (format ?? []).filter((value) => typeof value === 'number');
  const json = {
    ...chosenOf(Object.entries(others)),
    ...(formats.length > 0 && { format: Math.max(...formats) }),
    version: newest(version ?? []),
    ...(unit.size > 0 && { unit: chosenOf(unit) }),
    answers: chosenOf(answers),
    ...(source?.length === 1 && { source: source[0] }),
    files,
  };
  return { json, isMerged };
}
