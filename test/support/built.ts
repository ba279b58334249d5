import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { buildGenerator, buildRuntime, ROOT } from '../../scripts/build/steps.ts';

let building: Promise<void> | undefined;

async function build(): Promise<void> {
  const packed = globSync('dist/runtime/onex-runtime-*.tgz', { cwd: ROOT }).length === 1;
  if (!packed || !existsSync(join(ROOT, 'runtime/dist'))) await buildRuntime();
  await buildGenerator();
}

/** Bundles the command line from the source as it is now, once in a run of the tests. */
export function built(): Promise<void> {
  if (process.env['ONEX_TESTS_BUILT'] === '1') return Promise.resolve();
  building ??= build();
  return building;
}

export const BIN = join(ROOT, 'dist/bin/onex.js');
export { ROOT };
