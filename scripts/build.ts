/** Builds what is published, in the order in which each needs the one before. Quiet unless something is wrong. */
import { spawnSync } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleBin, bundleGenerators } from './bundle.ts';
import { packRuntime } from './pack-runtime.ts';

const root = resolve(import.meta.dirname, '..');

function compileRuntime(): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.runtime.json'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('the runtime does not compile');
}

await rm(join(root, 'runtime/dist'), { recursive: true, force: true });
compileRuntime();
await packRuntime(root);
await bundleGenerators(root);
await bundleBin(root);
await chmod(join(root, 'dist/bin/onex.js'), 0o755);
