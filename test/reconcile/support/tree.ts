import { join } from 'node:path';
import { realDisk, type Disk } from '../../../lib/reconcile/disk/disk.ts';

/** Every file below a folder with its contents and execute bit, and every empty folder: what a person would compare. */
export function treeOf(root: string, disk: Disk = realDisk): Record<string, string> {
  const tree: Record<string, string> = {};
  function visit(folder: string, prefix: string): void {
    const names = disk.readdir(folder) ?? [];
    if (names.length === 0 && prefix !== '') tree[prefix] = 'empty';
    for (const name of names) {
      const path = join(folder, name);
      const stats = disk.lstat(path);
      if (stats?.isDirectory()) visit(path, `${prefix}${name}/`);
      else if (stats?.isFile()) {
        tree[`${prefix}${name}`] =
          `${(stats.mode & 0o111) === 0 ? '-' : 'x'} ${disk.read(path).toString('latin1')}`;
      }
    }
  }
  visit(root, '');
  return tree;
}

/** The project's own `.onex` holds a lock and a journal while a run is at work; empty it may stay. */
export function withoutStore(tree: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => !name.startsWith('.onex/')));
}

/** Makes the holder of a lock one that is dead: tests die within a process that lives on. */
export async function buryHolder(root: string, deadPid: number, disk: Disk = realDisk): Promise<void> {
  const store = join(root, '.onex');
  for (const name of disk.readdir(store) ?? []) {
    if (!name.startsWith('lock')) continue;
    const path = join(store, name);
    const text = disk.read(path).toString('utf8');
    disk.unlink(path);
    await disk.create(path, Buffer.from(text.replace(/"pid":\d+/, `"pid":${deadPid}`)), 0o644);
  }
}
