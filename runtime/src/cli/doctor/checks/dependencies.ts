import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectCommands } from '../../../project/index.ts';
import { statOf } from '../../project/index.ts';
import { bad, good, type Finding } from './check.ts';

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const RUNTIME = 'onex-runtime';

/** Whether what package.json names is installed, and the runtime is the one that lies in `vendor/`. */
export function checkDependencies(root: string): Finding[] {
  const file = path.join(root, 'package.json');
  const manifest = readJson<Manifest>(file);
  if (manifest === null)
    return [bad('package-json', 'package.json', `${file} is missing or not JSON`, 'restore it')];
  const { install } = projectCommands(root);
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  const missing = Object.keys(wanted).filter((name) => installedFolder(root, name) === null);
  if (missing.length > 0) {
    return [bad('dependencies', 'dependencies', `not installed: ${missing.join(', ')}`, install)];
  }
  return [
    good('dependencies', `${Object.keys(wanted).length} installed`),
    checkRuntime(root, wanted[RUNTIME]),
    ...checkSharedPackages(root),
  ];
}

/** The installed runtime against the tarball in `vendor/`, by npm's own record of what it installed. */
function checkRuntime(root: string, wanted: string | undefined): Finding {
  const name = 'runtime';
  const folder = installedFolder(root, RUNTIME);
  if (wanted === undefined || folder === null) {
    return bad(
      'runtime-version',
      name,
      `${RUNTIME} is not among the dependencies of package.json`,
      'onex upgrade',
    );
  }
  const version = readJson<Manifest>(path.join(folder, 'package.json'))?.version ?? 'of unknown version';
  if (!wanted.startsWith('file:') || !wanted.endsWith('.tgz')) return good(name, `${RUNTIME} ${version}`);
  const tarball = path.resolve(root, wanted.slice('file:'.length));
  const shown = path.relative(root, tarball);
  if (statOf(tarball)?.isFile() !== true)
    return bad('runtime-version', name, `${shown} is missing`, 'restore it, or onex upgrade');
  const record = installRecord(path.dirname(path.dirname(folder)));
  const integrity = record?.integrity;
  const differs =
    (record?.resolved !== undefined && path.basename(record.resolved) !== path.basename(tarball)) ||
    (integrity?.startsWith('sha512-') === true && integrity !== `sha512-${digest(tarball)}`);
  if (differs)
    return bad(
      'runtime-version',
      name,
      `installed ${RUNTIME} ${version} is not the one in ${shown}`,
      projectCommands(root).install,
    );
  return good(name, `${RUNTIME} ${version}, from ${shown}`);
}

/** Packages whose objects the nodes of a project hand to the runtime, so that both must have the same major version. */
const SHARED = ['zod', 'kafkajs'];

/** Whether a project has the versions that its runtime works with. A package that existed may have named others before. */
function checkSharedPackages(root: string): Finding[] {
  const runtime = installedFolder(root, RUNTIME);
  const own = runtime === null ? null : readJson<Manifest>(path.join(runtime, 'package.json'));
  if (runtime === null || own === null) return [];
  return SHARED.flatMap((name) => {
    const needed = own.dependencies?.[name] ?? own.peerDependencies?.[name];
    const folder = installedFolder(root, name);
    const version = folder === null ? null : readJson<Manifest>(path.join(folder, 'package.json'))?.version;
    if (needed === undefined || version === null || version === undefined) return [];
    if (majorOf(version) === majorOf(needed)) return [];
    const remedy = projectCommands(root).add(`${name}@${needed}`);
    return [
      bad(
        'shared-package',
        name,
        `${version} is installed, and ${RUNTIME} and its nodes need ${needed}`,
        remedy,
      ),
    ];
  });
}

function majorOf(version: string): string {
  return /\d+/.exec(version)?.[0] ?? '';
}

interface InstallRecord {
  readonly resolved?: string;
  readonly integrity?: string;
}

function installRecord(root: string): InstallRecord | null {
  const lock = readJson<{ packages?: Record<string, InstallRecord> }>(
    path.join(root, 'node_modules', '.package-lock.json'),
  );
  return lock?.packages?.[`node_modules/${RUNTIME}`] ?? null;
}

/** Where Node would find the package from the project: in its own `node_modules` or one above it. */
function installedFolder(root: string, name: string): string | null {
  const folder = path.join(root, 'node_modules', name);
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(root);
  return parent === root ? null : installedFolder(parent, name);
}

function digest(file: string): string {
  return createHash('sha512').update(readFileSync(file)).digest('base64');
}

function readJson<T extends object>(file: string): T | null {
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof json === 'object' ? (json as T | null) : null;
  } catch {
    return null;
  }
}
