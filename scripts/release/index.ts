/**
 * `node scripts/release/index.ts`: publishes both packages, the runtime first, because a project made with --runtime-version
 * takes it from the registry. After a failure, run it again. It skips packages that are already published.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Npm, publish, readTarball } from './publish.ts';
import { ROOT } from '../build/steps.ts';

const npm: Npm = (args, output) => {
  const { status, signal, error, stdout } = spawnSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', output === 'read' ? 'pipe' : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (signal !== null) throw new Error(`npm ${args[0]} was killed by ${signal}`);
  return { status: status ?? 1, stdout: stdout ?? '' };
};

const folder = mkdtempSync(join(tmpdir(), 'onex-release-'));
try {
  const runtime = globSync(join(ROOT, 'dist/runtime/onex-runtime-*.tgz'));
  const packed = npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], 'read');
  const generator = globSync(join(folder, '*.tgz'));
  if (packed.status !== 0 || generator.length !== 1 || runtime.length !== 1)
    throw new Error('The packages are not built. Run npm run build first.');
  for (const line of publish([...runtime, ...generator].map(readTarball), npm)) console.log(line);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
