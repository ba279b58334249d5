/**
 * `npm run test:floor`: the tests of `npm test` under the oldest Node that package.json admits, which is installed into
 * `.floor/`. A newer one has what the oldest lacks.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, '.floor');
const { engines, scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  engines: { node: string };
  scripts: { test: string };
};

/** Runs a command and ends with its exit code when it fails. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const [, oldest] = /^\^(\d+\.\d+\.\d+)/.exec(engines.node) ?? [];
if (oldest === undefined) throw new Error(`engines.node ${engines.node} names no oldest version`);
const quietly = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
run('npm', ['install', '--prefix', folder, ...quietly, `node@${oldest}`]);

const bin = path.join(folder, 'node_modules/node/bin');
const globs = [...scripts.test.matchAll(/"([^"]+)"/g)].map(([, glob = '']) => glob);
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
run(path.join(bin, 'node'), ['--version'], env);
run(path.join(bin, 'node'), ['node_modules/mocha/bin/mocha.js', ...globs], env);
