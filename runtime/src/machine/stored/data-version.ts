/** Name of the field beside those of an entity's data. It exists only in the store. */
const VERSION_KEY = '$node_version';

/** Data as it is stored: with the version of the node. */
export function withVersion(data: object, version: string): object {
  return Array.isArray(data) ? data : { ...data, [VERSION_KEY]: version };
}

/** Stored data, and the version of the node that stored it. Null if the version is not known. */
export function withoutVersion(stored: unknown): { readonly data: unknown; readonly version: string | null } {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored))
    return { data: stored, version: null };
  const { [VERSION_KEY]: version, ...data } = stored as Readonly<Record<string, unknown>>;
  return { data, version: typeof version === 'string' ? version : null };
}
