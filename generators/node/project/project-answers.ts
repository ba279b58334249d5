import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  commandsOf,
  detectManager,
  isPackageManager,
  managerOfAgent,
  type PackageManager,
  type ProjectCommands,
  isRecord,
} from 'onex-runtime/project';
import { parseDomain } from '../../../lib/naming/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import { isProjectName, type Place, type Settings } from '../../../lib/project/index.ts';
import { FIRST_VERSION, type ExistingPackage, type ProjectAnswers } from '../../../lib/render/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';
import { dependenciesOf, readPackage } from './own-package.ts';
import { quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';

/** `1.2.3`, `^1.2`, `>=1.2.3-beta.1`, `1.x`, `*`, or the `-` of a range from one version to another. */
const COMPARATOR = /^(?:(?:[~^=]|[<>]=?)?v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2}(?:[-+][\w.+-]+)?|-)$/;
/** `latest`. */
const TAG = /^[a-z][a-z0-9.-]*$/;

function isRange(text: string): boolean {
  const comparators = text
    .trim()
    .replaceAll(/([~^=<>])\s+/g, '$1')
    .split(/\s+/);
  return comparators.every((comparator) => COMPARATOR.test(comparator));
}

/** @throws UserError for a text that is not a version, range, or tag of npm. */
function checkRuntimeVersion(text: string): void {
  if (TAG.test(text) || text.split('||').every(isRange)) return;
  throw new UserError(
    'ERR_ONEX_USAGE',
    `--runtime-version ${quote(text)} is not a version; write one such as 0.1.0, a range such as ^0.1.0, or latest`,
  );
}

/** Range of the npm package `node` for `--with-node`. */
const NODE_RANGE = '^24.11.0';
/** Maximum length of a domain, and therefore of a name that becomes one. */
const LONGEST_NAME = 64;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Converts any text to lower-case words joined by dashes, which is a valid npm name and domain. */
function kebab(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const joined = (words ?? [])
    .join('-')
    .replace(/^[0-9-]+/, '')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '');
  return joined === '' ? 'onex-project' : joined;
}

/** Derives a domain from a project's name, which may be an invalid domain: `class` is a reserved word. */
function domainOf(name: string): string {
  const domain = kebab(name.replace(/^@.*\//, ''));
  try {
    return parseDomain(domain);
  } catch {
    return `${domain}-nodes`.slice(-LONGEST_NAME);
  }
}

/** Returns the package around a project: the recorded one, or the one found in the folder of a new project. */
function existingPackage(
  root: string,
  settings: Settings | null,
  own: Settings | null,
): ExistingPackage | undefined {
  if (settings !== null) {
    const recorded = settings['existingPackage'];
    if (!isRecord(recorded)) return undefined;
    const { dependencies } = recorded;
    const names = Array.isArray(dependencies) ? dependencies : [];
    return { dependencies: names.filter((name): name is string => typeof name === 'string') };
  }
  if (own === null && !existsSync(join(root, 'tsconfig.json'))) return undefined;
  return { dependencies: own === null ? [] : dependenciesOf(own) };
}

/** The project's files decide. A new project uses the package manager that runs this process. */
function packageManager(root: string, settings: Settings | null): PackageManager {
  const recorded = settings?.['packageManager'];
  const known = isPackageManager(recorded) ? recorded : settings === null ? managerOfAgent() : null;
  return detectManager(root) ?? known ?? 'npm';
}

/** How the scripts of a project are run, as its generated files describe it. */
export function commandsOfProject({
  packageManager: manager = 'npm',
  existingPackage: existing,
}: Pick<ProjectAnswers, 'packageManager' | 'existingPackage'>): ProjectCommands {
  return commandsOf({ manager, existing: existing !== undefined });
}

/** Returns the project's answers: from its settings if it exists, otherwise from options and the folder's name. */
export async function projectAnswers(
  { root, settings }: Place,
  given: GivenOptions,
  domain: string | undefined,
): Promise<ProjectAnswers> {
  const own = await readPackage(root);
  const ownName = text(own?.['name']) ?? basename(root);
  const name =
    text(settings?.['name']) ?? (isProjectName(ownName) && own !== null ? ownName : kebab(ownName));
  const existing = existingPackage(root, settings, own);
  // For a project that an earlier version of the generator created in an existing package.
  const version = text(settings?.['version']);
  if (typeof given['runtime-version'] === 'string') checkRuntimeVersion(given['runtime-version']);
  const usesLlamaIndex = given['workflow-engine'] === 'llamaindex' || settings?.['llamaindex'] === true;
  const manager = packageManager(root, settings);
  return {
    name,
    description:
      text(given['description']) ??
      text(settings?.['description']) ??
      text(own?.['description']) ??
      `ONEX nodes of ${name}`,
    domain: domain ?? text(settings?.['domain']) ?? domainOf(name),
    generatorVersion: GENERATOR_VERSION,
    withNode: given['with-node'] === true ? NODE_RANGE : (text(settings?.['withNode']) ?? null),
    runtimeVersion: text(given['runtime-version']) ?? text(settings?.['runtimeVersion']) ?? null,
    ...(version !== undefined && version !== FIRST_VERSION && { version }),
    ...(usesLlamaIndex && { llamaindex: true }),
    ...(existing !== undefined && { existingPackage: existing }),
    ...(manager !== 'npm' && { packageManager: manager }),
  };
}
