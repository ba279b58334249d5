import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATOR_VERSION, GENERATORS_ROOT, PACKAGE_ROOT } from '../../lib/package/index.ts';

let ofGenerator: string | null = null;

/** Hash of all that renders: code and templates as they were built. */
function hashOfGenerator(): string {
  const hash = createHash('sha256').update(GENERATOR_VERSION);
  const entries = readdirSync(GENERATORS_ROOT, { recursive: true, withFileTypes: true });
  for (const path of entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()) {
    hash.update(path.slice(GENERATORS_ROOT.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Hash of everything a node is rendered from, by which an unchanged node need not be rendered again. Undefined where
 * the generator runs from its sources: they change without any build.
 */
export function sourceOf(parts: readonly unknown[]): string | undefined {
  if (GENERATORS_ROOT === join(PACKAGE_ROOT, 'generators')) return undefined;
  ofGenerator ??= hashOfGenerator();
  return createHash('sha256')
    .update(JSON.stringify([ofGenerator, ...parts]))
    .digest('hex');
}
