/**
 * What npm puts on the disk for generator-onex and for a generated project, each from its tarball, against rivals that
 * are installed in the same run: packages, files and bytes, and the ratios of bytes. Needs the registry.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { printTable } from '../lib/table.ts';
import { installAlone, installProject, npm, type Tree } from './installed-tree.ts';
import { GENERATORS, NEST_SERVICE, NEST_TOOLS } from './rivals.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const onex = path.join(repository, 'dist/bin/onex.js');

/** A project with one node, not yet installed. */
function makeProject(folder: string): string {
  mkdirSync(folder);
  const args = ['effect', 'payment', '--domain', 'billing', '--yes', '--quiet', '--no-install'];
  const { status, stderr } = spawnSync(process.execPath, [onex, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`onex ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return folder;
}

function printTrees(title: string, [ours, ...rivals]: readonly (readonly [string, Tree])[]): void {
  const all = [ours!, ...rivals];
  console.log(`\n${title}`);
  printTable(
    ['', 'packages', 'files', 'MB', 'ours / it'],
    all.map(([name, { packages, files, bytes }]) => [
      name,
      String(packages),
      String(files),
      (bytes / 1e6).toFixed(1),
      (ours![1].bytes / bytes).toFixed(2),
    ]),
  );
}

export async function run(): Promise<void> {
  if (!existsSync(onex)) throw new Error('dist/bin/onex.js is missing: npm run build');
  const root = mkdtempSync(path.join(tmpdir(), 'onex-bench-package-'));
  const at = (name: string): string => path.join(root, name.replaceAll(/\W+/g, '-'));
  try {
    const packed = npm(repository, 'pack', '--silent', '--ignore-scripts', '--pack-destination', root);
    const tarball = path.join(root, packed.split('\n').at(-1)!);
    printTrees('The generator', [
      ['generator-onex', installAlone(at('ours'), { 'generator-onex': `file:${tarball}` })],
      ...Object.entries(GENERATORS).map(([name, wanted]) => [name, installAlone(at(name), wanted)] as const),
    ]);
    printTrees('A project in production', [
      ['generated project', installProject(makeProject(at('production')), '--omit=dev')],
      ['NestJS on Kafka', installAlone(at('nest'), NEST_SERVICE)],
    ]);
    printTrees('A project as it is worked on, with TypeScript and a linter', [
      ['generated project', installProject(makeProject(at('work')))],
      ['NestJS on Kafka', installAlone(at('nest-work'), { ...NEST_SERVICE, ...NEST_TOOLS })],
    ]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
