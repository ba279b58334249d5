import { quote } from 'onex-cli-kit';
import { isMap, isScalar, parseDocument, type Document, type YAMLMap } from 'yaml';
import { parseKind } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { isObject, type JsonObject } from '../models/model-index.ts';
import { findProfile, type ProfilePlaces } from './find-profile.ts';
import { applyListOperations } from './list-operations.ts';
import { satisfies } from './version.ts';

export type { ProfilePlaces } from './find-profile.ts';

/** Profiles may extend profiles. */
const MOST = 8;

/**
 * Returns the text of a contract with the values of its profile, and with its list operations (`dependencies__add`)
 * applied.
 * @throws UserError for a profile that cannot be read, has another version, or extends itself.
 */
export async function applyProfile(text: string, places: ProfilePlaces): Promise<string> {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const document = parseDocument(text.slice(mark.length), { version: '1.1', uniqueKeys: false });
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents)) return text;
  const reference = referenceIn(toObject(contents, document));
  const base = await resolved(reference, places, []);
  if (reference === null || base === null) return text;
  inherit(contents, base, document);
  removeKey(contents, 'extends');
  const kind = kindOf(reference);
  if (kind !== null && !contents.has('node_type')) document.set('node_type', `${kind.toUpperCase()}_GENERIC`);
  applyListOperations(document, contents);
  return `${mark}${document.toString({ lineWidth: 110 })}`;
}

interface Reference {
  readonly profile: string;
  /** Null: any version. */
  readonly version: string | null;
}

function referenceIn({ extends: written }: JsonObject): Reference | null {
  if (typeof written === 'string') return { profile: written, version: null };
  if (!isObject(written) || typeof written['profile'] !== 'string') return null;
  const { profile, version } = written;
  return { profile, version: version == null ? null : String(version) };
}

/** Returns the values of a profile and of the profile that it extends; null: there is no such file. */
async function resolved(
  reference: Reference | null,
  places: ProfilePlaces,
  above: readonly string[],
): Promise<JsonObject | null> {
  if (reference === null) return null;
  const found = await findProfile(reference.profile, places);
  if (found === null) return null;
  const { path, shown, values } = found;
  if (above.includes(path) || above.length >= MOST)
    throw new UserError(
      'ERR_ONEX_INVALID_CONTRACT',
      `${shown}: the profile extends itself, or more than ${MOST} others; shorten the chain`,
    );
  const version = values['contract_version'] ?? values['version'];
  if (reference.version !== null && version != null && !satisfies(version, reference.version)) {
    throw new UserError(
      'ERR_ONEX_INVALID_CONTRACT',
      `${places.shown}: extends asks for version ${quote(reference.version)} of ${quote(reference.profile)}, but ` +
        `${shown} has another one; change one of them`,
    );
  }
  const { extends: _, behavior, ...own } = values;
  // A patch of omnibase-core writes under `descriptor` what its profiles write under `behavior`.
  const base = {
    ...own,
    ...(behavior !== undefined && own['descriptor'] === undefined && { descriptor: behavior }),
  };
  const further = await resolved(referenceIn(values), places, [...above, path]);
  return further === null ? base : deepMerge(further, base);
}

function deepMerge(base: JsonObject, own: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const before = Object.hasOwn(base, key) ? base[key] : undefined;
    merged[key] = isObject(before) && isObject(value) ? deepMerge(before, value) : (value ?? before ?? null);
  }
  return merged;
}

/**
 * Adds the missing keys to a mapping. A mapping on both sides is merged; for any other value, the contract's own is
 * used.
 */
function inherit(own: YAMLMap, base: JsonObject, document: Document): void {
  for (const [key, value] of Object.entries(base)) {
    const present: unknown = own.get(key, true);
    if (isMap(present) && isObject(value)) inherit(present, value, document);
    else if (own.get(key) == null) own.set(key, document.createNode(value));
  }
}

/** Removes a key and moves the comment above it to the next key. */
function removeKey(map: YAMLMap, key: string): void {
  const index = map.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
  const removed = map.items[index]?.key;
  const next = map.items[index + 1]?.key;
  map.delete(key);
  if (!isScalar(removed) || !isScalar(next) || removed.commentBefore == null) return;
  next.commentBefore = [removed.commentBefore, next.commentBefore].filter((text) => text != null).join('\n');
}

/** Returns the kind at the start of a profile's name: `effect_idempotent`. */
function kindOf({ profile }: Reference): ReturnType<typeof parseKind> {
  const start = /(?:^|\/)([a-z]+)[^/]*$/.exec(profile.toLowerCase())?.[1];
  return start === undefined ? null : parseKind(start);
}

function toObject(map: YAMLMap, document: Document): JsonObject {
  const value: unknown = map.toJS(document);
  return isObject(value) ? value : {};
}
