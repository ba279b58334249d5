import { decodeSource } from '../../../lib/injection/index.ts';
import type { InjectionReason } from '../../../lib/injection/index.ts';
import { realDisk, sha256, writeRefusal, type Locator } from '../../../lib/reconcile/index.ts';

export interface ReadFile {
  readonly text: string;
  /** Hex, of the bytes. */
  readonly hash: string;
  /** Permission bits. */
  readonly mode: number;
}

export type Reading =
  | { readonly ok: true; readonly file: ReadFile }
  | { readonly ok: false; readonly reason: InjectionReason; readonly absent?: boolean };

/** Reads one file to change. @param path POSIX, relative to the locator's root. */
export function readSource(locator: Locator, path: string): Reading {
  const refuse = (message: string, remedy: string, absent = false): Reading => ({
    ok: false,
    absent,
    // Applies to the whole file, so it has no position.
    reason: { message, remedy, line: 0, column: 0 },
  });
  if (path === '..' || path.startsWith('../') || /^(?:[A-Za-z]:|\/)/.test(path)) {
    return refuse('lies outside the project', 'go to its project, or name it with --destination');
  }
  const location = locator.locate(path);
  if (location.fault !== null) return refuse(location.fault, 'name a file of the project');
  if (location.stats === null) return refuse('there is no such file', 'check the name', true);
  const locked = writeRefusal(locator, realDisk, path);
  if (locked !== null) return refuse(locked, 'then run again');
  const bytes = realDisk.read(location.absolute);
  const decoded = decodeSource(bytes);
  if (!decoded.ok) return decoded;
  return { ok: true, file: { text: decoded.text, hash: sha256(bytes), mode: location.stats.mode & 0o777 } };
}
