import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { terminalLine } from 'onex-cli-kit';
import { UserError } from '../../../errors/index.ts';
import { isErrno, type Disk } from '../../disk/index.ts';
import { isDead, parseHolder, thisProcess } from './holder.ts';

const LOCK = 'lock';
const TAKEOVER = 'lock-takeover';

function remove(disk: Disk, path: string): void {
  try {
    disk.unlink(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
}

/** Creates a name by linking a complete file, so no process ever reads an incomplete lock. */
async function take(disk: Disk, folder: string, name: string): Promise<boolean> {
  const draft = join(folder, `lock-${process.pid}-${randomBytes(6).toString('hex')}`);
  await disk.create(draft, Buffer.from(JSON.stringify(thisProcess())), 0o644);
  try {
    disk.link(draft, join(folder, name));
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  } finally {
    remove(disk, draft);
  }
}

function readLock(disk: Disk, path: string): string | null {
  try {
    return disk.read(path).toString('utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

function isStale(text: string): boolean {
  const holder = parseHolder(text);
  return holder === null || isDead(holder);
}

/** Whether a run died and left a lock, complete or not. A lock of a running process does not count. */
export function holdsDeadLock(disk: Disk, folder: string): boolean {
  const names = (disk.readdir(folder) ?? []).filter(
    (name) => name === LOCK || /^lock-\d+-[0-9a-f]+$/.test(name),
  );
  return names.some((name) => {
    const text = readLock(disk, join(folder, name));
    return text !== null && isStale(text);
  });
}

/** Removes drafts of runs that died while they took a lock. */
function sweep(disk: Disk, folder: string): void {
  for (const name of disk.readdir(folder) ?? []) {
    if (!/^lock-\d+-[0-9a-f]+$/.test(name)) continue;
    const text = readLock(disk, join(folder, name));
    if (text !== null && isStale(text)) remove(disk, join(folder, name));
  }
}

/** Describes the holder that a lock names: `process 12 on host since …`. */
function nameOf(text: string): string {
  const holder = parseHolder(text);
  return holder
    ? `process ${holder.pid} on ${terminalLine(holder.host, 200)} since ${terminalLine(holder.since, 200)}`
    : 'somebody';
}

/** Returns the holder of a project's lock; null if no holder can still be running. */
export function liveHolder(disk: Disk, folder: string): string | null {
  const text = readLock(disk, join(folder, LOCK));
  return text === null || isStale(text) ? null : nameOf(text);
}

function refuse(text: string, folder: string): UserError {
  return new UserError(
    'ERR_ONEX_LOCKED',
    `Another run of generator-onex is in progress: ${nameOf(text)}; wait for it, or delete ${join(folder, LOCK)} ` +
      'if it is gone.',
  );
}

/**
 * Removes a dead holder's lock. Only the process that holds the takeover lock may do so, so no live lock is removed by
 * mistake.
 */
async function takeOver(disk: Disk, folder: string): Promise<void> {
  const takeover = join(folder, TAKEOVER);
  const other = readLock(disk, takeover);
  if (other !== null && isStale(other)) remove(disk, takeover);
  if (!(await take(disk, folder, TAKEOVER))) throw refuse(other ?? '', folder);
  try {
    const text = readLock(disk, join(folder, LOCK));
    if (text !== null && isStale(text)) remove(disk, join(folder, LOCK));
  } finally {
    remove(disk, takeover);
  }
}

/**
 * Takes the lock of a project, and takes over a dead holder's lock.
 * @param folder Absolute path of the project's `.onex`, which exists.
 * @returns A function that releases the lock.
 * @throws UserError naming the holder.
 */
export async function acquireLock(disk: Disk, folder: string): Promise<() => void> {
  sweep(disk, folder);
  const path = join(folder, LOCK);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await take(disk, folder, LOCK)) return () => remove(disk, path);
    const text = readLock(disk, path);
    if (text === null) continue;
    if (!isStale(text)) throw refuse(text, folder);
    await takeOver(disk, folder);
  }
  throw refuse(readLock(disk, path) ?? '', folder);
}
