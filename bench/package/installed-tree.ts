import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Wanted } from './rivals.ts';

export interface Tree {
  readonly packages: number;
  readonly files: number;
  readonly bytes: number;
}

/** Runs npm in `folder`. @throws Error with what it said when it fails. */
export function npm(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout.trim();
}

/** Installs `wanted` into a new folder, for this platform, without scripts. */
export function installAlone(folder: string, wanted: Wanted): Tree {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: wanted }));
  return installProject(folder);
}

/** Installs what the package.json of `folder` lists, without scripts. */
export function installProject(folder: string, ...flags: string[]): Tree {
  npm(folder, 'install', '--ignore-scripts', '--loglevel=error', ...flags);
  return treeOf(path.join(folder, 'node_modules'));
}

/** What lies in a `node_modules`: packages as npm lists them, files but npm's own list, bytes of their content. */
function treeOf(modules: string): Tree {
  const list = path.join(modules, '.package-lock.json');
  const { packages } = JSON.parse(readFileSync(list, 'utf8')) as { packages: object };
  const files = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => file !== list);
  const bytes = files.reduce((sum, file) => sum + lstatSync(file).size, 0);
  return { packages: Object.keys(packages).length, files: files.length, bytes };
}
