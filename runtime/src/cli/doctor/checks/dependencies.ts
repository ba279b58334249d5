import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  installedPackage,
  installedVersion,
  isRecord,
  projectCommands,
  rangesOf,
  readJsonObject,
  readPackageJson,
  wrongVersions,
} from '../../../project/index.ts';
import { statOf } from '../../project/index.ts';
import { bad, good, type Finding } from './check.ts';

const RUNTIME = 'onex-runtime';

/** Checks that the packages of package.json are installed, and that the runtime is the one in `vendor/`. */
export function checkDependencies(root: string): Finding[] {
  const file = path.join(root, 'package.json');
  const manifest = readPackageJson(root);
  if (manifest === null)
    return [bad('package-json', 'package.json', `${file} is missing or holds no JSON object`, 'restore it')];
  const { install } = projectCommands(root);
  const wanted = { ...rangesOf(manifest, 'dependencies'), ...rangesOf(manifest, 'devDependencies') };
  const missing = Object.keys(wanted).filter((name) => installedPackage(root, name) === null);
  if (missing.length > 0) {
    return [bad('dependencies', 'dependencies', `not installed: ${missing.join(', ')}`, install)];
  }
  return [
    good('dependencies', `${Object.keys(wanted).length} installed`),
    checkRuntime(root, wanted[RUNTIME]),
    ...checkSharedPackages(root),
  ];
}

/** Compares the installed runtime with the tarball in `vendor/`, by npm's record of what it installed. */
function checkRuntime(root: string, wanted: string | undefined): Finding {
  const name = 'runtime';
  const folder = installedPackage(root, RUNTIME);
  if (wanted === undefined || folder === null) {
    return bad(
      'runtime-version',
      name,
      `${RUNTIME} is not among the dependencies of package.json`,
      'onex upgrade',
    );
  }
  const version = installedVersion(root, RUNTIME) ?? 'of unknown version';
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

/**
 * Checks that a project has the versions that its runtime works with. An existing package may have required others.
 */
function checkSharedPackages(root: string): Finding[] {
  return wrongVersions(root).map(({ name, installed, needed }) =>
    bad(
      'shared-package',
      name,
      `${installed} is installed, and ${RUNTIME} and its nodes need ${needed}`,
      projectCommands(root).add(`${name}@${needed}`),
    ),
  );
}

interface InstallRecord {
  readonly resolved?: string;
  readonly integrity?: string;
}

function installRecord(root: string): InstallRecord | null {
  const lock = readJsonObject(path.join(root, 'node_modules', '.package-lock.json'));
  const packages = lock?.['packages'];
  const record = isRecord(packages) ? packages[`node_modules/${RUNTIME}`] : null;
  return isRecord(record) ? record : null;
}

function digest(file: string): string {
  return createHash('sha512').update(readFileSync(file)).digest('base64');
}
