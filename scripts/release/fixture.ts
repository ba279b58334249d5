/**
 * `npm run release:fixture`: keeps what this version generates in test/fixtures/releases/<version>.json, once for each
 * release, so that the tests of all later versions upgrade it. One file of data, so that no compiler, linter or test
 * runner takes old generated code for ours. The runtime's tarball is left out; no edit is made to it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packTree } from './packed-tree.ts';
import { ROOT } from '../build/steps.ts';

const COMMANDS = [
  ['effect', 'payment', '--domain', 'billing'],
  ['compute', 'price', '--event-bus'],
  ['reducer', 'order', '--event-bus'],
  ['orchestrator', 'checkout', '--steps', 'price:compute,payment:create'],
];

/** Makes the project in a folder with a name of its own, since the project is called after it. */
function generate(folder: string): void {
  for (const command of COMMANDS) {
    const args = [join(ROOT, 'dist/bin/onex.js'), ...command, '--destination', folder, '--yes', '--quiet'];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) throw new Error(`onex ${command.join(' ')} ended with ${status}`);
  }
}

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const file = join(ROOT, 'test/fixtures/releases', `${version}.json`);
if (existsSync(file)) throw new Error(`${file} is there already: a release is kept once, as it was`);
const temporary = mkdtempSync(join(tmpdir(), 'onex-release-'));
try {
  const project = join(temporary, 'shop');
  generate(project);
  rmSync(join(project, 'vendor'), { recursive: true });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, packTree(project));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
