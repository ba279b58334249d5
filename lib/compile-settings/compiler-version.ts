import path from 'node:path';
import { readConfigFile } from './setting.ts';

/** Major version of the TypeScript that is installed for a folder, or that a package.json above it lists; otherwise null. */
export function compilerMajor(folder: string): number | null {
  let listed: number | null = null;
  for (let at = folder; ; at = path.dirname(at)) {
    const installed = readConfigFile(path.join(at, 'node_modules/typescript/package.json'));
    const version = majorOf(installed?.at('version')?.value);
    if (version !== null) return version;
    const manifest = readConfigFile(path.join(at, 'package.json'));
    for (const list of ['devDependencies', 'dependencies'])
      listed ??= majorOf(manifest?.at(list, 'typescript')?.value);
    if (path.dirname(at) === at) return listed;
  }
}

function majorOf(version: unknown): number | null {
  const [, major] = typeof version === 'string' ? (/^[^\d]*(\d+)\./.exec(version) ?? []) : [];
  return major === undefined ? null : Number(major);
}
