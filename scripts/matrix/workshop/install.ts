import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const NODE_TYPES = { '@types/node': '24.19.2' };
export const TOOLS: Readonly<Record<string, string>> = {
  typescript: '5.9.3',
  'typescript-7': 'npm:typescript@7.0.2',
  '@babel/core': '7.29.13',
  '@babel/preset-env': '7.29.14',
  '@babel/preset-typescript': '7.29.7',
  '@rollup/plugin-commonjs': '29.0.3',
  '@rollup/plugin-json': '6.1.0',
  '@rollup/plugin-node-resolve': '16.0.3',
  '@swc/core': '1.16.22',
  '@swc/jest': '0.2.39',
  'babel-jest': '30.5.2',
  esbuild: '0.28.2',
  jest: '30.5.2',
  mocha: '12.0.3',
  rolldown: '1.3.3',
  rollup: '4.68.8',
  'ts-jest': '29.4.15',
  'ts-node': '10.9.2',
  tsx: '4.23.15',
  vite: '8.4.0',
  vitest: '5.1.2',
  webpack: '5.113.0',
  ...NODE_TYPES,
};

/** Installs the tools, the packed runtime with its client of Kafka, and what both kinds of folder need for types. */
export async function installTools(
  folder: string,
  root: string,
  tools: Readonly<Record<string, string>>,
): Promise<void> {
  const [tarball] = globSync(path.join(root, 'dist/runtime/onex-runtime-*.tgz'));
  if (tarball === undefined) throw new Error('run npm run build first');
  await install(path.join(folder, 'tools'), tools);
  await install(path.join(folder, 'present'), {
    'onex-runtime': `file:${tarball}`,
    kafkajs: '2.2.4',
    ...NODE_TYPES,
  });
  await install(path.join(folder, 'absent'), NODE_TYPES);
}

/** Nothing is installed where the same was installed before. */
async function install(folder: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
  const manifest = `${JSON.stringify({ private: true, dependencies }, null, 2)}\n`;
  const file = path.join(folder, 'package.json');
  const done = path.join(folder, 'node_modules/.installed');
  if (existsSync(done) && (await readFile(file, 'utf8')) === manifest) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(file, manifest);
  const flags = [
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--ignore-scripts',
    '--loglevel=error',
  ];
  await promisify(execFile)('npm', ['install', ...flags], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  await writeFile(done, '');
}
