import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const HIDDEN = new Set(['node_modules', '.onex', '.onex-state', 'package-lock.json']);

/** A folder as a tree of lines, folders first; without what npm, the runtime and the generator keep for themselves. */
export async function tree(folder: string, indent = ''): Promise<string> {
  const entries = (await readdir(folder, { withFileTypes: true }))
    .filter(({ name }) => !HIDDEN.has(name))
    .toSorted((a, b) => Number(b.isDirectory()) - Number(a.isDirectory()) || a.name.localeCompare(b.name));
  const lines = await Promise.all(
    entries.map(async (entry, index) => {
      const last = index === entries.length - 1;
      const below = entry.isDirectory()
        ? await tree(join(folder, entry.name), `${indent}${last ? '   ' : '│  '}`)
        : '';
      return `${indent}${last ? '└─ ' : '├─ '}${entry.name}${entry.isDirectory() ? '/' : ''}\n${below}`;
    }),
  );
  return lines.join('');
}
