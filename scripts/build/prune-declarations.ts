import { globSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { dependenciesOf, packageOf, readManifest } from './manifest.ts';

/** What a declaration file imports, exports from, or names as `import('…')`. */
const SPECIFIER = /(?:\bfrom\s+|\bimport\s*\(?\s*)['"]([^'"\s]+)['"]/g;

function declarationsIn(target: unknown): string[] {
  if (typeof target === 'string') return /\.d\.c?ts$/.test(target) ? [target] : [];
  return Object.values((target ?? {}) as object).flatMap(declarationsIn);
}

/**
 * Removes the declaration files of a built package that no entry point needs. Users cannot import them, and they may name
 * packages that are only bundled.
 * @param folder of the package, built into `dist`
 * @throws Error that names a declaration which imports a package that the manifest does not have
 */
export function pruneDeclarations(folder: string): void {
  const manifest = readManifest(folder);
  const packages = dependenciesOf(manifest);
  const needed = new Set(declarationsIn(manifest.exports).map((file) => path.join(folder, file)));
  for (const file of needed) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(SPECIFIER)) {
      if (name.startsWith('.')) {
        needed.add(path.resolve(path.dirname(file), name.replace(/\.(c?)[jt]s$/, '.d.$1ts')));
        continue;
      }
      if (!isBuiltin(name) && !packages.has(packageOf(name)))
        throw new Error(`${file} imports ${name}, which is no dependency of the published package`);
    }
  }
  for (const name of globSync('dist/**/*.d.{ts,cts}', { cwd: folder })) {
    const file = path.join(folder, name);
    if (!needed.has(file)) rmSync(file);
  }
}
