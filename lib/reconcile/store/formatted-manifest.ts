import { isObjectKey } from '../../naming/index.ts';
import type { JsonValue } from '../../render/index.ts';
import type { ManifestLines } from './manifest-lines.ts';

type Members = readonly (readonly [string, Value])[];
type Value =
  | { readonly kind: 'object'; readonly members: Members }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'plain'; readonly json: JsonValue };

const TOKEN = /\s*("(?:[^"\\\n]|\\.)*"|[{}[\],:]|true|false|null|-?\d[\d.eE+-]*)/y;
const MAX_DEPTH = 64;

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end;) {
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw new SyntaxError('no token of JSON');
    tokens.push(token);
  }
  return tokens;
}

/** Parses JSON in which commas may be missing and keys may be repeated. */
function parsed(text: string): Value {
  const tokens = tokensOf(text);
  let at = 0;
  const take = (token: string): boolean => {
    const found = tokens[at] === token;
    if (found) at += 1;
    return found;
  };
  const until = (close: string, item: () => void): void => {
    while (!take(close)) {
      if (at >= tokens.length) throw new SyntaxError(`no ${close}`);
      if (!take(',')) item();
    }
  };
  const value = (depth: number): Value => {
    if (depth > MAX_DEPTH) throw new SyntaxError('too deep');
    if (take('{')) {
      const members: (readonly [string, Value])[] = [];
      until('}', () => {
        const key: unknown = JSON.parse(tokens[at++]!);
        if (typeof key !== 'string' || isObjectKey(key) || !take(':')) throw new SyntaxError('no key');
        members.push([key, value(depth + 1)]);
      });
      return { kind: 'object', members };
    }
    if (take('[')) {
      const items: Value[] = [];
      until(']', () => items.push(value(depth + 1)));
      return { kind: 'list', items };
    }
    return { kind: 'plain', json: JSON.parse(tokens[at++] ?? '') as JsonValue };
  };
  const whole = value(0);
  if (at < tokens.length) throw new SyntaxError('text after the end');
  return whole;
}

function jsonOf(value: Value): JsonValue {
  if (value.kind === 'plain') return value.json;
  if (value.kind === 'list') return value.items.map(jsonOf);
  return Object.fromEntries(value.members.map(([key, one]) => [key, jsonOf(one)]));
}

/** Returns the distinct values of each key. */
function valuesOf(members: Members): Map<string, JsonValue[]> {
  const found = new Map<string, Map<string, JsonValue>>();
  for (const [key, value] of members) {
    const json = jsonOf(value);
    found.set(key, (found.get(key) ?? new Map<string, JsonValue>()).set(JSON.stringify(json), json));
  }
  return new Map([...found].map(([key, values]) => [key, [...values.values()]]));
}

const BASE_LINE = /^([0-9a-f]{64}) \S+ (.+?)\r?$/gm;

/**
 * Returns the entries that git's union merge left. Lines of two entries may be mixed in one object, so an object counts
 * only if it agrees with the lines of `base.txt`, which no formatter changes. All other entries are read from these
 * lines.
 */
function entriesOf(objects: readonly Value[], base: string): readonly JsonValue[] {
  const recorded = [...base.matchAll(BASE_LINE)].map(([, sha256, path]) => ({
    path: path!,
    sha256: sha256!,
  }));
  const key = (path: JsonValue | undefined, sha256: JsonValue | undefined): string => `${path} ${sha256}`;
  const known = new Set(recorded.map(({ path, sha256 }) => key(path, sha256)));
  const read = objects.map((value) => {
    if (value.kind !== 'object') throw new SyntaxError('no entry');
    return valuesOf(value.members);
  });
  const mentioned = (name: string): ReadonlySet<JsonValue> =>
    new Set(read.flatMap((one) => one.get(name) ?? []));
  const [paths, hashes] = [mentioned('path'), mentioned('sha256')];
  const entries = new Map<string, JsonValue>();
  for (const values of read) {
    const isOne = [...values.values()].every(({ length }) => length === 1);
    const { path, sha256, ...others } = Object.fromEntries([...values].map(([name, [one]]) => [name, one!]));
    const hasNoText = others['pending'] !== undefined || others['binary'] !== undefined;
    if (hasNoText && !isOne) throw new SyntaxError('mixed');
    if (isOne && (hasNoText || known.has(key(path, sha256))))
      entries.set(key(path, sha256), { path: path!, sha256: sha256!, ...others });
  }
  for (const { path, sha256 } of recorded) {
    if (!paths.has(path) || !hashes.has(sha256) || entries.has(key(path, sha256))) continue;
    const mode = read.find((one) => one.get('path')?.includes(path))?.get('mode')?.[0] ?? '644';
    entries.set(key(path, sha256), { path, mode, sha256 });
  }
  const found = new Set([...entries.values()].map((entry) => (entry as { readonly path: JsonValue }).path));
  if ([...paths].some((path) => !found.has(path))) throw new SyntaxError('an entry is not recorded');
  return [...entries.values()];
}

const membersOf = (members: Members, key: string): Members =>
  members.flatMap(([name, value]) => (name === key && value.kind === 'object' ? value.members : []));

/** Whether a merge left a key or a path with several values. */
function isMerged({ top, unit, answers }: Omit<ManifestLines, 'files'>, objects: readonly Value[]): boolean {
  const isSeveral = (values: ReadonlyMap<string, readonly JsonValue[]>): boolean =>
    [...values.values()].some(({ length }) => length > 1);
  const entries = objects.flatMap((value) => (value.kind === 'object' ? [valuesOf(value.members)] : []));
  const different = new Set(entries.map((one) => JSON.stringify([...one])));
  const paths = new Set(entries.map((one) => one.get('path')?.[0]));
  return [top, unit, answers, ...entries].some(isSeveral) || paths.size < different.size;
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * Reads a manifest that a formatter changed and git's union merge then merged line by line. Commas may be missing, and
 * an entry may have lines of both branches.
 * @param base The contents of `base.txt`.
 * @returns null if there are no traces of a merge, or if it cannot be determined which lines belong together. The
 *   caller then reads the text as JSON.
 */
export function readFormatted(text: string, base: string): ManifestLines | null {
  try {
    const whole = parsed(text);
    if (whole.kind !== 'object') return null;
    const { members } = whole;
    const read = {
      top: valuesOf(members.filter(([key]) => !['unit', 'answers', 'files'].includes(key))),
      unit: valuesOf(membersOf(members, 'unit')),
      answers: valuesOf(membersOf(members, 'answers')),
    };
    const objects = members.flatMap(([key, value]) =>
      key === 'files' && value.kind === 'list' ? value.items : [],
    );
    return isMerged(read, objects) || !isJson(text) ? { ...read, files: entriesOf(objects, base) } : null;
  } catch {
    return null;
  }
}
