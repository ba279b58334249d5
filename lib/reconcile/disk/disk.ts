import * as fs from 'node:fs';
import { promisify } from 'node:util';

const fsync = promisify(fs.fsync);

/** Whose file it is. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Everything reconciling asks of the file system, on absolute paths. One small door, so that the tests can break
 * it after every single call. Synchronous where small files make that faster; only flushing waits.
 */
export interface Disk {
  /** Of the entry itself, links not followed; null where there is none. */
  lstat(path: string): fs.Stats | null;
  realpath(path: string): string;
  /** Names in a folder; null where there is no folder. */
  readdir(path: string): string[] | null;
  read(path: string): Buffer;
  writable(path: string): boolean;
  mkdir(path: string): void;
  /**
   * Creates a file that may not exist yet, and flushes it.
   * @param owner Given, the file gets this owner, and its mode exactly; otherwise the umask applies.
   */
  create(path: string, contents: Uint8Array, mode: number, owner?: Owner): Promise<void>;
  rename(from: string, to: string): void;
  /** A second name for a file; a copy where the file system knows no hard links. */
  link(from: string, to: string): void;
  unlink(path: string): void;
  rmdir(path: string): void;
  /** Sets a file's permissions, and flushes them. */
  chmod(path: string, mode: number): Promise<void>;
  /** Flushes the names in a folder. */
  syncFolder(path: string): Promise<void>;
}

export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

function orNull<T>(call: () => T, ...codes: string[]): T | null {
  try {
    return call();
  } catch (error) {
    if (isErrno(error, ...codes)) return null;
    throw error;
  }
}

/** Gives an open file its owner where this process may, which is to say as root. */
function giveTo({ uid, gid }: Owner, descriptor: number): void {
  const { getuid, getgid } = process;
  if (getuid?.() === 0 && (uid !== 0 || gid !== getgid?.())) fs.fchownSync(descriptor, uid, gid);
}

async function create(path: string, contents: Uint8Array, mode: number, owner?: Owner): Promise<void> {
  const descriptor = fs.openSync(path, 'wx', mode);
  try {
    let written = 0;
    while (written < contents.length) written += fs.writeSync(descriptor, contents, written);
    if (owner) {
      giveTo(owner, descriptor);
      fs.fchmodSync(descriptor, mode);
    }
    await fsync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

async function chmod(path: string, mode: number): Promise<void> {
  // Windows flushes a file only through a handle that may write, and keeps nothing of the mode but read-only.
  if (process.platform === 'win32') return fs.chmodSync(path, mode);
  const descriptor = fs.openSync(path, 'r');
  try {
    fs.fchmodSync(descriptor, mode);
    await fsync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  return undefined;
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its file systems order names by themselves.
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(path, 'r');
  try {
    await fsync(descriptor);
  } catch (error) {
    // Some network and user-space file systems flush files only; nothing better can be done there.
    if (!isErrno(error, 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM', 'EBADF')) throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The file system of this machine. */
export const realDisk: Disk = {
  lstat: (path) => orNull(() => fs.lstatSync(path), 'ENOENT', 'ENOTDIR'),
  realpath: (path) => fs.realpathSync(path),
  readdir: (path) => orNull(() => fs.readdirSync(path), 'ENOENT', 'ENOTDIR'),
  read: (path) => fs.readFileSync(path),
  writable: (path) =>
    orNull(() => fs.accessSync(path, fs.constants.W_OK), 'EACCES', 'EPERM', 'EROFS') !== null,
  mkdir: (path) => fs.mkdirSync(path),
  create,
  rename: (from, to) => fs.renameSync(from, to),
  link(from, to) {
    try {
      fs.linkSync(from, to);
    } catch (error) {
      if (!isErrno(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK')) throw error;
      fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL);
    }
  },
  unlink: (path) => fs.unlinkSync(path),
  rmdir: (path) => fs.rmdirSync(path),
  chmod,
  syncFolder,
};
