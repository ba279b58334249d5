import { UserError } from '../../lib/errors/index.ts';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import { compareVersions, createLocator, realDisk, sha256, type Change } from '../../lib/reconcile/index.ts';
import { formatRecords, parseRecords, RECORDS_PATH, type Injected, type Records } from './records.ts';
import type { FileOutcome } from './settle-files.ts';

/** @throws UserError where a newer generator put pieces in, which this one would take back */
function refuseNewer(records: Records): void {
  const newer = [...records.values()].find(
    ({ generator }) => generator !== undefined && compareVersions(generator, GENERATOR_VERSION) > 0,
  );
  if (newer === undefined) return;
  throw new UserError(
    `${RECORDS_PATH} was written by generator-onex ${newer.generator}, and this is ${GENERATOR_VERSION}; ` +
      'update it: npm install -g generator-onex@latest',
  );
}

/** The records of the project as they stand, with the bytes' hash; empty where there are none. */
export function readRecords(root: string): { readonly records: Records; readonly hash: string | null } {
  const location = createLocator(realDisk, root).locate(RECORDS_PATH);
  if (location.fault !== null || location.stats === null) return { records: new Map(), hash: null };
  const bytes = realDisk.read(location.absolute);
  const records = parseRecords(bytes.toString('utf8'));
  refuseNewer(records);
  return { records, hash: sha256(bytes) };
}

/**
 * What must be written so that the records say what the files hold; null when they do already.
 * @param gone Files that are not there any more: their records go.
 * @param injected Who put the pieces in, and by which options: of files that change.
 */
export function recordsChange(
  before: { readonly records: Records; readonly hash: string | null },
  outcomes: readonly FileOutcome[],
  injected: (path: string) => Injected,
  gone: readonly string[] = [],
): Change | null {
  const after = new Map(before.records);
  function injectedBy(path: string, change: Change | null): Injected {
    const { generator, options } = before.records.get(path) ?? {};
    const known = {
      ...(generator !== undefined && { generator }),
      ...(options !== undefined && { options }),
    };
    return change === null ? known : { ...known, ...injected(path) };
  }
  for (const { plan, record, change } of outcomes) {
    if (record === null || record.file.length + record.classes.length === 0) after.delete(plan.path);
    else after.set(plan.path, { ...record, ...injectedBy(plan.path, change) });
  }
  for (const path of gone) after.delete(path);
  if (after.size === 0 && before.hash !== null)
    return { type: 'remove', path: RECORDS_PATH, before: before.hash };
  const text = formatRecords(after);
  if (after.size === 0 || text === formatRecords(before.records)) return null;
  return { type: 'write', path: RECORDS_PATH, before: before.hash, contents: Buffer.from(text), mode: 0o644 };
}
