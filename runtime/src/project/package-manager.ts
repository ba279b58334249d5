import { existsSync } from 'node:fs';
import path from 'node:path';
import { foldersUpFrom } from './folders.ts';
import { readPackageJson, type JsonRecord } from './read-json.ts';

const MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export type PackageManager = (typeof MANAGERS)[number];

/** Lock files, each written by one package manager. */
const LOCK_FILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

export function isPackageManager(value: unknown): value is PackageManager {
  return MANAGERS.some((manager) => manager === value);
}

/** `pnpm@9.1.0+sha512.…` → `pnpm`; the field `packageManager` of a package.json, as Corepack defines it. */
function named(manifest: JsonRecord | null): PackageManager | null {
  const value = manifest?.['packageManager'];
  const name = typeof value === 'string' ? value.split('@')[0] : null;
  return isPackageManager(name) ? name : null;
}

function managerOfFolder(folder: string): PackageManager | null {
  const lock = LOCK_FILES.find(([file]) => existsSync(path.join(folder, file)));
  // If package.json is absent or broken, the lock files decide.
  return named(readPackageJson(folder)) ?? lock?.[1] ?? null;
}

/**
 * The package manager that the files of a project name: the field `packageManager` of package.json, otherwise a lock
 * file, in the project's folder or the nearest one above it that has either, up to the root of its repository.
 * @param root absolute
 * @returns null if no file names one
 */
export function detectManager(root: string): PackageManager | null {
  for (const folder of foldersUpFrom(root)) {
    const manager = managerOfFolder(folder);
    if (manager !== null) return manager;
    if (existsSync(path.join(folder, '.git'))) return null;
  }
  return null;
}

/** The package manager that started this process, by the user agent that it gives to its scripts. Null if none did. */
export function managerOfAgent(environment: NodeJS.ProcessEnv = process.env): PackageManager | null {
  const name = environment['npm_config_user_agent']?.split('/')[0];
  return isPackageManager(name) ? name : null;
}
