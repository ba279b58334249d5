import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  installedVersion,
  projectCommands,
  rangesOf,
  readPackageJson,
  wrongVersions,
} from '../../project/index.ts';

const GROUPS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const MISSING: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);
/** Errors of Node for an installed package that differs from its package.json, or has the wrong version. */
const BROKEN: ReadonlySet<unknown> = new Set([
  'ERR_INVALID_PACKAGE_CONFIG',
  'ERR_INVALID_PACKAGE_TARGET',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
]);

/**
 * The problem with the installed packages of a project, if it explains an error, and the command that corrects it. Null
 * for any other error.
 */
export function packageRemedy(error: Error, root: string): string | null {
  const [said = ''] = error.message.split('\n');
  return (
    missingPackage(error, said, root) ??
    incompletePackage(error, said, root) ??
    otherVersion(error, said, root)
  );
}

function missingPackage(error: Error, said: string, root: string): string | null {
  const [, name, importer] = /^Cannot find package '([^']+)' imported from (.+)$/u.exec(said) ?? [];
  if (name === undefined || importer === undefined) return null;
  if (!MISSING.has((error as NodeJS.ErrnoException).code)) return null;
  // Node names the path of a package whose folder exists without the file that its package.json names.
  const existing = packageIn(name);
  if (existing !== null) return incomplete(existing, name, root);
  const packageName = nameOf(name);
  const importedBy = packageIn(importer) ?? shownFrom(root, importer);
  const listed = GROUPS.some((group) => Object.hasOwn(rangesOf(readPackageJson(root), group), packageName));
  const { install, add } = projectCommands(root);
  const command = listed || packageIn(importer) !== null ? install : add(packageName);
  return `the package ${packageName}, which ${importedBy} imports, is not installed; run ${command}`;
}

function incompletePackage(error: Error, said: string, root: string): string | null {
  const { code, url } = error as NodeJS.ErrnoException & { readonly url?: string };
  if (!MISSING.has(code) && !BROKEN.has(code)) return null;
  const file = url?.startsWith('file:') === true ? fileURLToPath(url) : said;
  const name = packageIn(file);
  return name === null ? null : incomplete(name, file, root);
}

function incomplete(name: string, file: string, root: string): string {
  const lacks = path.isAbsolute(file) ? ` (${shownFrom(root, file)} is missing)` : '';
  return (
    `the package ${name} is not installed completely${lacks}; ` +
    `delete node_modules and run ${projectCommands(root).install}`
  );
}

/** An error of code that was written for another version of a package. */
function otherVersion(error: Error, said: string, root: string): string | null {
  const { install, add } = projectCommands(root);
  const [, from] =
    /^The requested module '([^'./][^']*)' does not provide an export named/u.exec(said) ??
    /^(?:Named export '[^']+' not found\. The requested module|Package subpath '[^']+' is not defined by "exports" in) '?([^' ]+)/u.exec(
      said,
    ) ??
    [];
  const [wrong] = wrongVersions(root);
  if (wrong !== undefined && (error instanceof TypeError || from !== undefined)) {
    const { name, installed, needed } = wrong;
    return `${said}; ${name} ${installed} is installed, and nodes need ${needed}: run ${add(`${name}@${needed}`)}`;
  }
  if (from === undefined) return null;
  const name = packageIn(from) ?? nameOf(from);
  const version = installedVersion(root, name);
  return version === null ? null : `${said} (installed is ${name} ${version}); run ${install}`;
}

/** `zod/v4` → `zod`, `@me/models/x` → `@me/models`. */
function nameOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The installed package that contains a file. Null if no package contains it. */
function packageIn(file: string): string | null {
  const found = [...file.matchAll(/[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/'"]+)/gu)].at(-1);
  return found?.[1]?.replaceAll('\\', '/') ?? null;
}

function shownFrom(root: string, file: string): string {
  const plain = file.startsWith('file:') ? fileURLToPath(file) : file;
  const shown = path.relative(root, plain);
  return (shown.startsWith('..') ? plain : shown).replaceAll('\\', '/');
}
