import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Folder of this copy of onex-runtime; the same from `src/cli` and from `dist/cli`. */
export const PACKAGE_ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Version of this copy of onex-runtime. */
export function packageVersion(): string {
  const json = readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8');
  return (JSON.parse(json) as { version: string }).version;
}
