/**
 * Stryker's build command: runs in the copy of the repository, after its files were instrumented. Adds the import that
 * reports what processes reach which tests start, and builds the bundles that tests start from the instrumented files.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { readPlan } from './plan.ts';

const root = process.cwd();
const { tests, bundle } = readPlan();
const HOOK = 'scripts/mutation/stryker/child-coverage.ts';

for (const path of Object.keys(tests)) {
  const text = readFileSync(join(root, path), 'utf8');
  const [, shebang = '', rest = ''] = /^(#![^\n]*\n)?(.*)$/s.exec(text) ?? [];
  writeFileSync(join(root, path), `${shebang}import '${posix.relative(dirname(path), HOOK)}';\n${rest}`);
}
if (bundle) {
  // The bundler would drop the import, because the packages promise that no module does anything when it is loaded.
  for (const path of ['package.json', 'runtime/package.json']) {
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as object;
    writeFileSync(join(root, path), JSON.stringify({ ...manifest, sideEffects: true }));
  }
  // The build loads files of the repository, which are instrumented; without a bundle nothing of it is needed.
  const { bundleRuntime } = await import('../../build/bundles/runtime.ts');
  const { packRuntime } = await import('../../build/pack-runtime.ts');
  const { buildGenerator } = await import('../../build/steps.ts');
  await bundleRuntime(root);
  await packRuntime(root);
  await buildGenerator();
}
