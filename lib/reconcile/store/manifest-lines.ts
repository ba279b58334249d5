import { isObjectKey } from '../../naming/index.ts';
import type { JsonObject, JsonValue } from '../../render/index.ts';

type Values = Map<string, JsonValue[]>;

/** The content of the lines of a manifest, in order. After a merge in git, a key may have several values. */
export interface ManifestLines {
  readonly top: Values;
  readonly unit: Values;
  readonly answers: Values;
  readonly files: readonly JsonValue[];
}

const OPENING = /^ {2}"(unit|answers|files)": [[{]$/;
const EMPTY = /^ {2}"(?:answers|files)": (?:\{\}|\[\]),?$/;
const CLOSING = /^ {0,2}[\]}],?$/;
const KEY = /^( {2}| {4})("[^"\\]+": .+?),?$/;
const ENTRY = /^ {4}(\{"path":.+\}),?$/;

function add(values: Values, [key, value]: readonly [string, JsonValue]): void {
  const known = values.get(key) ?? [];
  const text = JSON.stringify(value);
  if (!known.some((other) => JSON.stringify(other) === text)) known.push(value);
  values.set(key, known);
}

/** Returns the single key of a line; null if the line has none or several. */
function keyOf(json: string): readonly [string, JsonValue] | null {
  const entries = Object.entries(JSON.parse(`{${json}}`) as JsonObject);
  const [only, ...others] = entries;
  return only === undefined || others.length > 0 || isObjectKey(only[0]) ? null : only;
}

type Section = 'top' | 'unit' | 'answers' | 'files';

/**
 * Reads a manifest line by line, in the layout in which it is written. Git's union merge leaves the lines of both
 * branches, so commas may be missing or superfluous, and a key or a path may have several lines.
 * @returns null for another layout. The caller then reads the text as JSON.
 */
export function readLines(text: string): ManifestLines | null {
  const found = { top: new Map(), unit: new Map(), answers: new Map() } satisfies Record<string, Values>;
  const files = new Map<string, JsonValue>();
  let section: Section = 'top';
  for (const written of text.split('\n')) {
    const line = written.replace(/\r$/, '');
    if (line === '' || line === '{' || EMPTY.test(line)) continue;
    const opened = OPENING.exec(line)?.[1];
    const [, indent, json = ''] = KEY.exec(line) ?? [];
    const [, entry] = ENTRY.exec(line) ?? [];
    try {
      if (opened !== undefined) section = opened as Section;
      else if (CLOSING.test(line)) section = 'top';
      else if (entry !== undefined) files.set(entry, JSON.parse(entry) as JsonValue);
      else {
        const key = indent === undefined ? null : keyOf(json);
        const isDeep = indent?.length === 4;
        if (key === null || (isDeep && section !== 'unit' && section !== 'answers')) return null;
        add(found[isDeep ? (section as 'unit' | 'answers') : 'top'], key);
      }
    } catch {
      return null;
    }
  }
  return { ...found, files: [...files.values()] };
}
