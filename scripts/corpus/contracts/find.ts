import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundContract {
  /** Relative to the folder that was searched. */
  readonly path: string;
  readonly text: string;
}

const SKIPPED = new Set(['node_modules', '.git', '.venv', 'dist']);

/** YAML files that are contracts: called contract.yaml, or with `node_type` at the top level. */
export function findContracts(folder: string): readonly FoundContract[] {
  const found: FoundContract[] = [];
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = join(below, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) visit(path);
      else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) {
        const text = readFileSync(join(folder, path), 'utf8');
        if (/^contract\.ya?ml$/.test(entry.name) || /^node_type:/m.test(text)) found.push({ path, text });
      }
    }
  };
  visit('');
  return found;
}
