/** `npm run check:package` packs both packages and has publint and attw look at what would be published. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

function run(program: string, args: readonly string[]): void {
  const { status } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exitCode = 1;
}

const target = mkdtempSync(join(tmpdir(), 'onex-check-'));
try {
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', target]);
  const generator = globSync(join(target, '*.tgz'));
  const runtime = globSync(join(ROOT, 'dist/runtime/*.tgz'));
  if (generator.length !== 1 || runtime.length !== 1) throw new Error('run npm run build first');
  for (const tarball of [...generator, ...runtime]) run('publint', ['run', tarball]);
  // The generator is called, never imported: types are the runtime's matter.
  run('attw', [...runtime, '--profile', 'esm-only', '--format', 'ascii']);
} finally {
  rmSync(target, { recursive: true, force: true });
}
