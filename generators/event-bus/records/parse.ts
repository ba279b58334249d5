import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import { compareVersions, conflictLines } from '../../../lib/reconcile/index.ts';
import { asRecord, type FileRecord } from './format.ts';

/** A record, or the reason why it cannot be used, with a remedy. */
export type ParsedRecord =
  { readonly ok: true; readonly record: FileRecord } | { readonly ok: false; readonly fault: Fault };

export interface Fault {
  readonly kind: 'conflict' | 'damaged' | 'newer';
  /** `its record PATH:LINE …; remedy`. */
  readonly message: string;
}

/** Parses one record. @param path Path of the record, for the message. */
export function parseRecord(text: string, path: string): ParsedRecord {
  const refuse = (kind: Fault['kind'], message: string): ParsedRecord => ({
    ok: false,
    fault: { kind, message: `its record ${message}` },
  });
  const [line] = conflictLines(text, path);
  if (line !== undefined) {
    const remedy = 'resolve the conflict, or restore the record of one branch';
    return refuse('conflict', `${path}:${line} is in conflict; ${remedy}`);
  }
  const remedy = 'restore it from version control, or delete it to start without a record';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('damaged', `${path} is not JSON; ${remedy}`);
  }
  const record = asRecord(value);
  if (record === null)
    return refuse('damaged', `${path} has a form that this version does not know; ${remedy}`);
  return newerFault(record, path) ?? { ok: true, record };
}

/** Returns the error for a record of a newer generator, whose pieces this one would downgrade; otherwise null. */
export function newerFault(
  { generator }: FileRecord,
  path: string,
): Extract<ParsedRecord, { ok: false }> | null {
  if (generator === undefined || compareVersions(generator, GENERATOR_VERSION) <= 0) return null;
  const message =
    `its record ${path} was written by generator-onex ${generator}, and this is ${GENERATOR_VERSION}; ` +
    'update it: npm install -g generator-onex@latest';
  return { ok: false, fault: { kind: 'newer', message } };
}
