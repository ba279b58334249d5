import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors/index.ts';
import type { RuntimeSource } from '../render/index.ts';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
}

/**
 * Searches upward from this module for the package's own manifest, because source and bundle are at different depths.
 */
function findPackage(folder: string): { root: string; manifest: Manifest } {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    if (manifest.name === 'generator-onex') return { root: folder, manifest };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the package.json of generator-onex is missing');
  return findPackage(parent);
}

const { root, manifest } = findPackage(import.meta.dirname);
const built = import.meta.dirname.startsWith(join(root, 'dist'));

/** This package's folder. */
export const PACKAGE_ROOT = root;
/** This package's version. */
export const GENERATOR_VERSION = manifest.version ?? '0.0.0';
/** The folder of the generators and their templates, in the source or in the build. */
export const GENERATORS_ROOT = built ? join(root, 'dist/generators') : join(root, 'generators');

/** Returns the local path of a page of docs/. */
export function pathOfPage(name: string): string {
  return join(PACKAGE_ROOT, 'docs', name);
}

/** `onex-runtime-0.1.0-1a2b3c4d.tgz`: name, version, and hash of the packed content. */
const TARBALL = /^onex-runtime-(\d+\.\d+\.\d+(?:-[0-9a-z.-]+)?)-[0-9a-f]{8}\.tgz$/;

/** Returns the runtime version of a tarball from the build. */
export function runtimeVersionOf(fileName: string): string {
  return TARBALL.exec(fileName)?.[1] ?? '0.0.0';
}

/** Returns the absolute path of the packed runtime in this package. */
export function runtimeTarball(): string {
  return join(root, 'dist/runtime', buildRecord().runtime);
}

/** Returns the build's hash of the rendering code: the generators and their templates. */
export function hashOfGenerators(): string {
  return buildRecord().generators;
}

interface BuildRecord {
  readonly runtime: string;
  readonly generators: string;
}

let known: BuildRecord | null = null;

/** Returns the build's record of this package's contents, which is read once, although every node needs it. */
function buildRecord(): BuildRecord {
  known ??= readBuildRecord();
  return known;
}

/** The package may be in an archive whose folders cannot be listed, so its contents are read from a file. */
function readBuildRecord(): BuildRecord {
  const file = join(root, 'dist/build.json');
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as BuildRecord;
    if (TARBALL.test(record.runtime)) return record;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  throw new UserError(
    'ERR_ONEX_RUNTIME_MISSING',
    `${file} names no onex-runtime tarball; run npm run build in ${root}`,
  );
}

/** Returns the runtime for new projects: the tarball in this package, or a version from a registry. */
export function runtimeSource(registryVersion: string | undefined): RuntimeSource {
  if (registryVersion !== undefined) return { from: 'registry', version: registryVersion };
  const tarball = runtimeTarball();
  const fileName = basename(tarball);
  return { from: 'vendor', version: runtimeVersionOf(fileName), fileName, contents: readFileSync(tarball) };
}
