/**
 * `npm run bench` runs every benchmark, `npm run bench -- NAME…` the named ones. A benchmark is a folder here with an
 * `index.ts` that exports `run(): Promise<void>` and prints a table with a ratio against a rival or a limit.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const here = import.meta.dirname;
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(path.join(here, entry.name, 'index.ts')))
  .map((entry) => entry.name)
  .toSorted();

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark called ${unknown.join(', ')}. There are: ${names.join(', ')}`);
  process.exit(1);
}

const manifest = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8')) as {
  dependencies: Readonly<Record<string, string>>;
};
const rivals = Object.keys(manifest.dependencies);
if (!rivals.every((rival) => existsSync(path.join(here, 'node_modules', rival)))) {
  console.log('Installing the rivals (once) …');
  const install = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) process.exit(1);
}

console.log(
  `node ${process.version}, ${process.platform}-${process.arch}, ${cpus().length} × ${cpus()[0]?.model}`,
);
for (const name of wanted.length > 0 ? wanted : names) {
  console.log(`\n## ${name}`);
  const benchmark = (await import(pathToFileURL(path.join(here, name, 'index.ts')).href)) as {
    run(): Promise<void>;
  };
  await benchmark.run();
}
