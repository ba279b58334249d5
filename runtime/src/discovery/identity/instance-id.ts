import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { createDirectory } from 'onex-cli-kit';
import { makePrivate } from '../../state/index.ts';

export interface InstanceId {
  readonly id: string;
  /** False if it changes at the next start, because the state directory cannot be written. */
  readonly stable: boolean;
  /** Frees the slot for the next process. */
  release(): void;
}

export interface InstanceOptions {
  /** `ONEX_INSTANCE_ID`. If given, it is used unchanged. */
  readonly explicit: string | null;
  /** Null if nothing is stored, so the ID changes at each start. */
  readonly stateDir: string | null;
  readonly serviceName: string;
  readonly nodeName: string;
}

const MOST_SLOTS = 10_000;

/**
 * The ID of this instance of a node: the environment's, otherwise one that consists of the host's name, the lowest slot
 * of the state directory that no living process holds, and a random part of the slot. The random part makes the ID
 * unique if state directories or hosts have the same name, as in containers. A slot is a file locked through SQLite.
 * The operating system frees it, however its holder ends.
 */
export async function acquireInstanceId(options: InstanceOptions): Promise<InstanceId> {
  if (options.explicit !== null) return { id: options.explicit, stable: true, release() {} };
  const host = hostname();
  const base = [options.serviceName, options.nodeName, host].map(fileSafe).join('.');
  const { stateDir } = options;
  if (stateDir === null) return temporaryId(host);
  try {
    const directory = path.join(stateDir, 'instances');
    createDirectory(directory);
    for (let slot = 0; slot < MOST_SLOTS; slot += 1) {
      const lock = await tryLock(path.join(directory, `${base}.${slot}.lock`));
      if (lock === null) continue;
      const id = `${host}-${slot}-${randomPart(path.join(directory, `${base}.${slot}.id`))}`;
      return { id, stable: true, release: () => lock.close() };
    }
  } catch (error) {
    if (!isUnwritable(error)) throw error;
  }
  return temporaryId(host);
}

function temporaryId(host: string): InstanceId {
  return { id: `${host}-${process.pid}-${newRandomPart()}`, stable: false, release() {} };
}

/** What the holder of a slot finds in the slot's file, or writes into it. */
function randomPart(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (/^[0-9a-f]{8}$/u.test(text)) return text;
  } catch {
    // The slot is used for the first time.
  }
  const made = newRandomPart();
  writeFileSync(file, made, { mode: 0o600 });
  return made;
}

function newRandomPart(): string {
  return randomBytes(4).toString('hex');
}

async function tryLock(file: string): Promise<DatabaseSync | null> {
  const { DatabaseSync } = await import('node:sqlite');
  makePrivate(file);
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw error;
  }
}

/** SQLite's primary result codes: busy; read-only, I/O error, full, cannot open, locking protocol. */
const SQLITE_BUSY = 5;
const SQLITE_UNWRITABLE: ReadonlySet<number> = new Set([8, 10, 13, 14, 15]);

function isUnwritable(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number };
  if (errcode !== undefined) return SQLITE_UNWRITABLE.has(errcode % 256);
  return ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(code ?? '');
}

const LONGEST_PART = 60;

/** A name as a part of a file name. A long one ends with a hash, so names with the same beginning differ. */
function fileSafe(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll('.', '%2E');
  if (encoded.length <= LONGEST_PART) return encoded;
  // No encoded name contains `+`.
  const ending = `+${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  return encoded.slice(0, LONGEST_PART - ending.length) + ending;
}
