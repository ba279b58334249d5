import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtimeTarball } from '../../lib/package/index.ts';
import { shellWord } from '../../lib/report/index.ts';

const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

function names(folder: string, name: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, object>;
    return DEPENDENCIES.some((key) => Object.hasOwn(manifest[key] ?? {}, name));
  } catch {
    // Absent or broken: it names nothing.
    return false;
  }
}

/** Whether Node would find a package from here, or will once `npm install` has run. */
function isThere(folder: string, name: string): boolean {
  if (existsSync(join(folder, 'node_modules', name)) || names(folder, name)) return true;
  const parent = dirname(folder);
  return parent !== folder && isThere(parent, name);
}

/**
 * What to do where the runtime, which an injected class takes the bus from, is not among the packages: without it the
 * class works on alone, and does not compile. Null where it is there.
 * @param root absolute
 */
export async function withoutRuntime(root: string): Promise<string | null> {
  if (isThere(root, 'onex-runtime')) return null;
  const tarball = await runtimeTarball();
  return (
    'onex-runtime is not among the packages here: without it the code does not compile, and runs without the bus; ' +
    `npm install ${shellWord(tarball.path)} kafkajs`
  );
}
