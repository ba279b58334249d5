import * as fs from 'node:fs';
import { promisify } from 'node:util';

const fsync = promisify(fs.fsync);

/** The user and group that own a file. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * All file system operations of reconciliation, on absolute paths. They are in one small interface so tests can make
 * each single call fail. They are synchronous where that is faster for small files; only flushing is asynchronous.
 */
export interface Disk {
  /** Of the entry itself, without following links; null if there is none. */
  lstat(path: string): fs.Stats | null;
  realpath(path: string): string;
  /** Names in a folder; null if there is no folder. */
  readdir(path: string): string[] | null;
  read(path: string): Buffer;
  writable(path: string): boolean;
  mkdir(path: string): void;
  /**
   * Creates a file that must not exist yet, and flushes it.
   * @param owner If given, the file gets this owner and its exact mode; otherwise the umask applies.
   */
  create(path: string, contents: Uint8Array, mode: number, owner?: Owner): Promise<void>;
  rename(from: string, to: string): void;
  /** Adds a second name for a file, or copies it if the file system has no hard links. */
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

/** Sets the owner of an open file if this process may, that is, as root. */
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
  // Windows flushes a file only through a writable handle and stores only the read-only bit of a mode.
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
  // Windows cannot open a folder; its file systems order names themselves.
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(path, 'r');
  try {
    await fsync(descriptor);
  } catch (error) {
    // Some network and user-space file systems flush only files, so nothing better is possible there.
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
