import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type ConfigFile, type Setting, readConfigFile } from './setting.ts';

/**
 * Returns the compiler options of a tsconfig, including those that it extends. The options of a configuration override
 * those of its bases, and those of a later base override those of an earlier one. Cyclic bases are followed once.
 */
export function compilerOptions(
  file: string,
  open: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Setting> {
  const config = open.has(file) ? null : readConfigFile(file);
  if (config === null) return new Map();
  const inherited = basesOf(config).flatMap((base) => [...compilerOptions(base, new Set([...open, file]))]);
  return new Map([...inherited, ...config.members('compilerOptions')]);
}

/** Returns the existing files that a configuration extends, in order. */
export function basesOf({ file, at }: ConfigFile): readonly string[] {
  const given = at('extends')?.value;
  const bases = (Array.isArray(given) ? given : [given]).filter((base) => typeof base === 'string');
  return bases.flatMap((base) => findBase(base, path.dirname(file)) ?? []);
}

/** Finds a base by its path, relative to the configuration, or by the name of a package and a file in it. */
function findBase(base: string, folder: string): string | null {
  if (/^\.{0,2}\//.test(base) || path.isAbsolute(base)) return firstFile([base, `${base}.json`], folder);
  for (let at = folder; ; at = path.dirname(at)) {
    const inPackage = path.join(at, 'node_modules', base);
    const named = readConfigFile(path.join(inPackage, 'package.json'))?.at('tsconfig')?.value;
    const found = firstFile(
      [
        inPackage,
        `${inPackage}.json`,
        ...(typeof named === 'string' ? [path.join(inPackage, named)] : []),
        path.join(inPackage, 'tsconfig.json'),
      ],
      at,
    );
    if (found !== null) return found;
    if (path.dirname(at) === at) return null;
  }
}

function firstFile(names: readonly string[], folder: string): string | null {
  const files = names.map((name) => path.resolve(folder, name));
  return files.find((file) => existsSync(file) && statSync(file).isFile()) ?? null;
}
