import type { Stats } from 'node:fs';
import { dirname } from 'node:path';
import type { Disk } from '../../../lib/reconcile/disk.ts';

interface Inode {
  contents: Buffer;
  mode: number;
}

export interface MemoryDisk extends Disk {
  readonly files: Map<string, Inode>;
  write(path: string, text: string): void;
}

function fail(code: string, path: string): never {
  throw Object.assign(new Error(`${code}: ${path}`), { code, path });
}

/** A disk without links in memory: ten thousand runs in the time of some hundred. */
export function memoryDisk(): MemoryDisk {
  const files = new Map<string, Inode>();
  const folders = new Set<string>(['/']);
  const file = (path: string) => files.get(path) ?? fail('ENOENT', path);
  const names = (path: string) =>
    [...files.keys(), ...folders]
      .filter((name) => name !== '/' && dirname(name) === path)
      .map((name) => name.slice(path.length + 1));

  function stats(path: string): Stats | null {
    const inode = files.get(path);
    if (!inode && !folders.has(path)) return null;
    const known = {
      isFile: () => inode !== undefined,
      isDirectory: () => inode === undefined,
      isSymbolicLink: () => false,
      mode: inode?.mode ?? 0o755,
      size: inode?.contents.length ?? 0,
      uid: 0,
      gid: 0,
    };
    return known as unknown as Stats;
  }

  function put(path: string, inode: Inode): void {
    if (!folders.has(dirname(path))) fail('ENOENT', path);
    files.set(path, inode);
  }

  return {
    files,
    lstat: stats,
    realpath: (path) => path,
    readdir: (path) => (folders.has(path) ? names(path) : null),
    read: (path) => file(path).contents,
    writable: () => true,
    mkdir(path) {
      if (folders.has(path)) fail('EEXIST', path);
      if (!folders.has(dirname(path))) fail('ENOENT', path);
      folders.add(path);
    },
    create(path, contents, mode) {
      if (files.has(path)) fail('EEXIST', path);
      put(path, { contents: Buffer.from(contents), mode });
      return Promise.resolve();
    },
    rename(from, to) {
      const inode = file(from);
      if (files.get(to) === inode) return;
      put(to, inode);
      files.delete(from);
    },
    link(from, to) {
      if (files.has(to)) fail('EEXIST', to);
      put(to, file(from));
    },
    unlink(path) {
      file(path);
      files.delete(path);
    },
    rmdir(path) {
      if (!folders.has(path)) fail('ENOENT', path);
      if (names(path).length > 0) fail('ENOTEMPTY', path);
      folders.delete(path);
    },
    chmod(path, mode) {
      file(path).mode = mode;
    },
    chown: () => undefined,
    syncFolder: () => Promise.resolve(),
    write(path, text) {
      const inode = file(path);
      files.set(path, { ...inode, contents: Buffer.from(text) });
    },
  };
}
