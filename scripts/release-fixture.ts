/**
 * `npm run release:fixture`: keeps what this version generates in test/fixtures/releases/<version>, once for each
 * release, so that the tests of all later versions upgrade it. The runtime's tarball is left out; it is no text.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './steps.ts';

const COMMANDS = [
  ['effect', 'payment', '--domain', 'billing'],
  ['compute', 'price', '--event-bus'],
  ['reducer', 'order', '--event-bus'],
  ['orchestrator', 'checkout', '--steps', 'price:compute,payment:create'],
];

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const folder = join(ROOT, 'test/fixtures/releases', version);
if (existsSync(folder)) throw new Error(`${folder} is there already: a release is kept once, as it was`);
mkdirSync(folder, { recursive: true });
for (const command of COMMANDS) {
  const args = [join(ROOT, 'dist/bin/onex.js'), ...command, '--destination', folder, '--yes', '--quiet'];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`onex ${command.join(' ')} ended with ${status}`);
}
rmSync(join(folder, 'vendor'), { recursive: true });
