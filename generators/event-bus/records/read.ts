import { readdirSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../../lib/errors/index.ts';
import { createLocator, realDisk, sha256, type Locator } from '../../../lib/reconcile/index.ts';
import { canonicalPath } from '../files/index.ts';
import type { FileRecord, Records } from './format.ts';
import { parseFormer } from './former.ts';
import { newerFault, parseRecord, type Fault, type ParsedRecord } from './parse.ts';
import { FORMER_PATH, RECORDS_FOLDER, sourceOf } from './paths.ts';

/** All records of a project on disk. */
export interface RecordStore {
  /** Usable records. */
  readonly records: Records;
  /** Why the other records cannot be used, by source file. */
  readonly blocked: ReadonlyMap<string, Fault>;
  /** Hash of each record's own file, usable or not, by source file. */
  readonly hashes: ReadonlyMap<string, string>;
  /** The single file of release 0.1; `whole` if none of its records is in conflict. */
  readonly former: { readonly hash: string; readonly whole: boolean } | null;
}

/**
 * Reads the records of a project, each separately.
 * @param root Absolute.
 * @throws UserError if the single file of release 0.1 is damaged
 */
export function readRecords(root: string): RecordStore {
  const locator = createLocator(realDisk, root);
  const records = new Map<string, FileRecord>();
  const blocked = new Map<string, Fault>();
  const hashes = new Map<string, string>();
  const add = (source: string, parsed: ParsedRecord): void => {
    if (parsed.ok) records.set(source, parsed.record);
    else blocked.set(source, parsed.fault);
  };
  for (const recordPath of recordPaths(root)) {
    const source = sourceOf(recordPath);
    const bytes = source === null ? null : bytesOf(locator, recordPath);
    if (source === null || bytes === null) continue;
    hashes.set(source, sha256(bytes));
    add(source, parseRecord(bytes.toString('utf8'), recordPath));
  }
  const bytes = bytesOf(locator, FORMER_PATH);
  if (bytes === null) return { records, blocked, hashes, former: null };
  const former = parseFormer(bytes.toString('utf8'));
  for (const [given, record] of former.records) {
    // Release 0.1 recorded files by the typed path, which may lead through a link.
    const source = canonicalPath(given, root);
    const isKnown = records.has(source) || hashes.has(source);
    if (!isKnown) add(source, newerFault(record, FORMER_PATH) ?? { ok: true, record });
  }
  for (const [given, message] of former.conflicts) {
    const source = canonicalPath(given, root);
    if (!hashes.has(source)) blocked.set(source, { kind: 'conflict', message });
  }
  return { records, blocked, hashes, former: { hash: sha256(bytes), whole: former.conflicts.size === 0 } };
}

/** @throws UserError if a newer generator injected pieces, which this one would downgrade */
export function requireNoNewer({ blocked }: RecordStore): void {
  for (const [source, { kind, message }] of blocked) {
    if (kind === 'newer') throw new UserError('ERR_ONEX_NEWER_GENERATOR', `${source}: ${message}`);
  }
}

/** Links are not followed, because a record is a regular file. */
function recordPaths(root: string): readonly string[] {
  const folder = path.join(root, RECORDS_FOLDER);
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .toSorted();
  } catch {
    return [];
  }
}

function bytesOf(locator: Locator, file: string): Buffer | null {
  const location = locator.locate(file);
  return location.fault !== null || location.stats === null ? null : realDisk.read(location.absolute);
}
