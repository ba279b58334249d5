import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder with its contents and execute bit, and every empty folder: what a person would compare. */
export function treeOf(root: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length + 1);
    if (entry.isFile())
      tree[name] = `${(statSync(path).mode & 0o111) !== 0 ? 'x' : '-'} ${readFileSync(path, 'latin1')}`;
    else if (entry.isDirectory() && readdirSync(path).length === 0) tree[`${name}/`] = 'empty';
  }
  return tree;
}

/** Makes the holder of a lock one that is dead: tests die within a process that lives on. */
export function buryHolder(root: string, deadPid: number): void {
  const store = join(root, '.onex');
  let names: string[] = [];
  try {
    names = readdirSync(store);
  } catch {
    return;
  }
  for (const name of names.filter((name) => name.startsWith('lock'))) {
    const text = readFileSync(join(store, name), 'utf8');
    if (text.startsWith('{')) writeFileSync(join(store, name), text.replace(/"pid":\d+/, `"pid":${deadPid}`));
  }
}
