import { spawnSync } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeBuildRecord } from './build-record.ts';
import { bundleBin } from './bundles/bin.ts';
import { bundleRuntime } from './bundles/runtime.ts';
import { packRuntime } from './pack-runtime.ts';
import { pruneDeclarations } from './prune-declarations.ts';
import { writeYoGenerators } from './yo-generators.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Compiles the runtime with further options of `tsc`. Throws when it does not compile. */
export function compileRuntime(options: readonly string[] = []): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.runtime.json', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('the runtime does not compile');
}

/** Compiles the runtime and packs it for projects. Throws when it does not compile. */
export async function buildRuntime(): Promise<void> {
  await rm(join(ROOT, 'runtime/dist'), { recursive: true, force: true });
  compileRuntime();
  await bundleRuntime(ROOT);
  pruneDeclarations(join(ROOT, 'runtime'));
  await packRuntime(ROOT);
}

/** Bundles the command line, and puts its generators where `yo` finds them, with their templates. */
export async function buildGenerator(): Promise<void> {
  await writeYoGenerators(ROOT, await bundleBin(ROOT));
  await chmod(join(ROOT, 'dist/bin/onex.js'), 0o755);
  writeBuildRecord(ROOT);
}
