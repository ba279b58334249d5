import { existsSync } from 'node:fs';
import path from 'node:path';
import { foldersUpFrom } from './folders.ts';
import { rangesOf, readPackageJson } from './read-json.ts';

/**
 * The folder of an installed package, found as Node finds it: in the nearest `node_modules` at or above a folder.
 * @returns null if it is not installed
 */
export function installedPackage(from: string, name: string): string | null {
  const candidates = foldersUpFrom(from).map((folder) => path.join(folder, 'node_modules', name));
  return candidates.find((folder) => existsSync(path.join(folder, 'package.json'))) ?? null;
}

/** The version of an installed package, from its package.json. Null if it cannot be read. */
export function installedVersion(from: string, name: string): string | null {
  const folder = installedPackage(from, name);
  const version = folder === null ? null : readPackageJson(folder)?.['version'];
  return typeof version === 'string' ? version : null;
}

/** A package whose installed version does not work with the runtime. */
export interface WrongVersion {
  readonly name: string;
  readonly installed: string;
  readonly needed: string;
}

/** Packages whose objects nodes pass to the runtime, so both must have the same major version. */
const SHARED = ['zod', 'kafkajs'];

/** The packages of a project whose major version differs from the one that its runtime needs. */
export function wrongVersions(root: string): readonly WrongVersion[] {
  const runtime = installedPackage(root, 'onex-runtime');
  const own = runtime === null ? null : readPackageJson(runtime);
  const needs = { ...rangesOf(own, 'peerDependencies'), ...rangesOf(own, 'dependencies') };
  return SHARED.flatMap((name) => {
    const needed = needs[name];
    const installed = installedVersion(root, name);
    if (needed === undefined || installed === null || majorOf(installed) === majorOf(needed)) return [];
    return [{ name, installed, needed }];
  });
}

function majorOf(version: string): string {
  return /\d+/u.exec(version)?.[0] ?? '';
}
