import { UserError } from '../../../lib/errors/index.ts';
import { conflictLines } from '../../../lib/reconcile/index.ts';
import { asRecord, formatRecord, isObject, type FileRecord } from './format.ts';
import { FORMER_PATH } from './paths.ts';

/** The content of the single file of release 0.1. */
export interface FormerRecords {
  readonly records: ReadonlyMap<string, FileRecord>;
  /** Source files whose record git could not merge, with the reason. */
  readonly conflicts: ReadonlyMap<string, string>;
}

/** @throws UserError if the source files of a damaged text cannot be determined */
export function parseFormer(text: string): FormerRecords {
  const [line] = conflictLines(text, FORMER_PATH);
  if (line === undefined) return { records: recordsIn(text), conflicts: new Map() };
  const sides = (['ours', 'theirs'] as const).map((side) => recordsOrNull(sideOf(text, side)));
  const [ours, theirs] = sides;
  const message = `its record ${FORMER_PATH}:${line} is in conflict; resolve the conflict, or restore the file of one branch`;
  if (!ours || !theirs) {
    // Neither side may be complete, but each record starts on its own line.
    const named = [...text.matchAll(/^ {4}("(?:[^"\\]|\\.)*"): \{\r?$/gm)].map(([, name]) =>
      String(JSON.parse(name!)),
    );
    return { records: new Map(), conflicts: new Map(named.map((name) => [name, message])) };
  }
  const records = new Map<string, FileRecord>();
  const conflicts = new Map<string, string>();
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const found = [ours, theirs].flatMap((side) => side.get(path) ?? []);
    // A record on only one branch belongs to a file that the other branch did not inject.
    if (new Set(found.map(formatRecord)).size === 1) records.set(path, found[0]!);
    else conflicts.set(path, message);
  }
  return { records, conflicts };
}

/** Returns a text with git's conflicts resolved to one side. */
function sideOf(text: string, side: 'ours' | 'theirs'): string {
  let at: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  const lines = text.split(/(?<=\n)/).filter((line) => {
    const marker = /^(<{7}|\|{7}|={7}|>{7})(?:\s|$)/.exec(line)?.[1]?.[0];
    if (marker === undefined) return at === 'both' || at === side;
    at = marker === '<' ? 'ours' : marker === '|' ? 'base' : marker === '=' ? 'theirs' : 'both';
    return false;
  });
  return lines.join('');
}

function recordsOrNull(text: string): ReadonlyMap<string, FileRecord> | null {
  try {
    return recordsIn(text);
  } catch {
    return null;
  }
}

function recordsIn(text: string): ReadonlyMap<string, FileRecord> {
  const broken = (why: string): UserError =>
    new UserError(
      'ERR_ONEX_DAMAGED_RECORDS',
      `${FORMER_PATH} ${why}; restore it from version control, or delete it to start without records`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError('ERR_ONEX_DAMAGED_RECORDS', broken('is not JSON').message, { cause: error });
  }
  if (!isObject(value) || value['format'] !== 1 || !isObject(value['files'])) {
    throw broken('has a form that this version does not know');
  }
  const entries = Object.entries(value['files']).map(([path, one]) => {
    const record = asRecord(one);
    if (record === null) throw broken(`has a damaged entry for ${JSON.stringify(path)}`);
    return [path, record] as const;
  });
  return new Map(entries);
}
