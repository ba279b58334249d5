import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import type { Place, Settings } from '../../lib/project/index.ts';
import { FIRST_VERSION, type ProjectAnswers } from '../../lib/render/index.ts';
import type { GivenOptions } from '../../lib/options/index.ts';
import { checkRuntimeVersion } from './runtime-version.ts';

/** Range of the npm package `node` for `--with-node`. */
const NODE_RANGE = '^24.11.0';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Any text as lower-case words joined by dashes: a name npm takes, and a domain. */
function kebab(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const joined = (words ?? []).join('-').replace(/^[0-9-]+/, '');
  return joined === '' ? 'onex-project' : joined;
}

type OwnPackage = Readonly<Partial<Record<'name' | 'description' | 'version', string | undefined>>>;

/** What a package.json that is there already says of itself, so that the project keeps it. */
async function ownPackage(root: string): Promise<OwnPackage> {
  try {
    const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Settings;
    return { name: text(own['name']), description: text(own['description']), version: text(own['version']) };
  } catch {
    // Absent or broken: the reconciliation says what is wrong with it.
    return {};
  }
}

/** The project's answers: from its settings where it exists, else from options and the folder's name. */
export async function projectAnswers(
  { root, settings }: Place,
  given: GivenOptions,
  domain: string | undefined,
): Promise<ProjectAnswers> {
  const own = await ownPackage(root);
  const name = text(settings?.['name']) ?? own.name ?? kebab(basename(root));
  // Taken once: from then on the owner counts it up, and the file is merged.
  const version = settings === null ? own.version : text(settings['version']);
  if (typeof given['runtime-version'] === 'string') checkRuntimeVersion(given['runtime-version']);
  const usesLlamaIndex = given['workflow-engine'] === 'llamaindex' || settings?.['llamaindex'] === true;
  return {
    name,
    description:
      text(given['description']) ??
      text(settings?.['description']) ??
      own.description ??
      `ONEX nodes of ${name}`,
    domain: domain ?? text(settings?.['domain']) ?? kebab(name.replace(/^@.*\//, '')),
    generatorVersion: GENERATOR_VERSION,
    withNode: given['with-node'] === true ? NODE_RANGE : (text(settings?.['withNode']) ?? null),
    runtimeVersion: text(given['runtime-version']) ?? text(settings?.['runtimeVersion']) ?? null,
    ...(version !== undefined && version !== FIRST_VERSION && { version }),
    ...(usesLlamaIndex && { llamaindex: true }),
  };
}
