import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** How deep below `nodes/` links are looked for: groups of nodes, nodes, versions, and the files of a version. */
const DEEPEST = 8;

/**
 * Symbolic links below `nodes/` that lead to nothing, relative to the project's folder. A node behind one is not found.
 */
export function danglingLinks(root: string): string[] {
  return below(path.join(root, 'nodes'), 1).map((file) => path.relative(root, file).replaceAll('\\', '/'));
}

function below(folder: string, depth: number): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isSymbolicLink()) return existsSync(file) || isLock(entry.name) ? [] : [file];
    const goesOn = entry.isDirectory() && depth < DEEPEST && entry.name !== 'node_modules';
    return goesOn ? below(file, depth + 1) : [];
  });
}

/** Emacs locks a file by a link to nothing. */
function isLock(name: string): boolean {
  return name.startsWith('.#');
}
