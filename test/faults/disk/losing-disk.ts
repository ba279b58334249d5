import type { Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disk } from '../../../lib/reconcile/disk/disk.ts';
import { afterLoss, fileOf, folderOf, type FileNode, type FolderNode, type Node } from './nodes.ts';

/** A disk in memory that knows what would survive a loss of power. It has no symbolic links. */
export interface LosingDisk extends Disk {
  /** What the owner of the project does: writes over a file, or makes one; it lasts at once. */
  write(path: string, text: string): void;
  /**
   * The disk after a loss of power. What was not flushed may be there or not: a file's contents are lost, and of the
   * changes of names in a folder that was not flushed since, those last that `survives` says yes to.
   */
  afterPowerLoss(survives: () => boolean): LosingDisk;
}

function fail(code: string, path: string): never {
  throw Object.assign(new Error(`${code}: ${path}`), { code, path });
}

function statsOf(node: Node): Stats {
  const known = {
    isFile: () => node.kind === 'file',
    isDirectory: () => node.kind === 'folder',
    isSymbolicLink: () => false,
    mode: node.kind === 'file' ? node.mode : 0o755,
    size: node.kind === 'file' ? node.contents.length : 0,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
  };
  return known as unknown as Stats;
}

export function losingDisk(root: FolderNode = folderOf()): LosingDisk {
  function find(path: string): Node | undefined {
    if (path === '/') return root;
    const parent = find(dirname(path));
    return parent?.kind === 'folder' ? parent.names.get(basename(path)) : undefined;
  }
  function file(path: string): FileNode {
    const node = find(path) ?? fail('ENOENT', path);
    return node.kind === 'file' ? node : fail('EISDIR', path);
  }
  function folder(path: string): FolderNode {
    const node = find(path) ?? fail('ENOENT', path);
    return node.kind === 'folder' ? node : fail('ENOTDIR', path);
  }
  /** One change of names in one folder, which happens as a whole or not at all. */
  function change(path: string, names: Readonly<Record<string, Node | null>>): void {
    const parent = folder(dirname(path));
    parent.unflushed.push(names);
    for (const [name, node] of Object.entries(names)) {
      if (node === null) parent.names.delete(name);
      else parent.names.set(name, node);
    }
  }
  function flush(path: string): void {
    const flushed = folder(path);
    flushed.lasting = new Map(flushed.names);
    flushed.unflushed.length = 0;
  }

  return {
    lstat(path) {
      const node = find(path);
      return node === undefined ? null : statsOf(node);
    },
    realpath: (path) => path,
    readdir(path) {
      const node = find(path);
      return node?.kind === 'folder' ? [...node.names.keys()] : null;
    },
    read: (path) => file(path).contents,
    writable: () => true,
    mkdir(path) {
      if (find(path)) fail('EEXIST', path);
      change(path, { [basename(path)]: folderOf() });
    },
    async create(path, contents, mode) {
      if (find(path)) fail('EEXIST', path);
      change(path, { [basename(path)]: fileOf(contents, mode, true) });
    },
    rename(from, to) {
      if (dirname(from) !== dirname(to)) throw new Error('this disk renames within one folder only');
      const node = file(from);
      if (find(to) !== node) change(from, { [basename(from)]: null, [basename(to)]: node });
    },
    link(from, to) {
      if (find(to)) fail('EEXIST', to);
      change(to, { [basename(to)]: file(from) });
    },
    unlink(path) {
      file(path);
      change(path, { [basename(path)]: null });
    },
    rmdir(path) {
      if (folder(path).names.size > 0) fail('ENOTEMPTY', path);
      change(path, { [basename(path)]: null });
    },
    async chmod(path, mode) {
      const node = file(path);
      node.mode = mode;
      node.lastingMode = mode;
    },
    async syncFolder(path) {
      flush(path);
    },
    write(path, text) {
      const known = find(path);
      change(path, {
        [basename(path)]: fileOf(Buffer.from(text), known?.kind === 'file' ? known.mode : 0o644, true),
      });
      flush(dirname(path));
    },
    afterPowerLoss: (survives) => losingDisk(afterLoss(root, survives)),
  };
}
