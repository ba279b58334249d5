import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
const onex = path.join(repository, 'dist/bin/onex.js');

/**
 * A project with one effect below `root`; its packages are those of this repository, the runtime as it is built.
 * @returns the effect's start script.
 */
export function makeProject(root: string): string {
  if (!existsSync(onex)) throw new Error('dist/bin/onex.js is missing: npm run prepare');
  const project = path.join(root, 'shop');
  const quietly = ['--yes', '--quiet', '--no-install'];
  for (const args of [
    ['project', project, ...quietly],
    ['effect', 'payment', '--domain', 'billing', ...quietly, '--destination', project],
  ]) {
    const made = spawnSync(process.execPath, [onex, ...args], { cwd: root, encoding: 'utf8' });
    if (made.status !== 0)
      throw new Error(`onex ${args.join(' ')} ended with ${made.status}: ${made.stderr}`);
  }
  const modules = path.join(project, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(path.join(repository, 'runtime'), path.join(modules, 'onex-runtime'), 'dir');
  for (const name of ['zod', 'kafkajs']) {
    symlinkSync(path.join(repository, 'node_modules', name), path.join(modules, name), 'dir');
  }
  return path.join(project, 'nodes/node_billing_payment_effect/v1_0_0/start_node.ts');
}
