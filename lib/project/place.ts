import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors/index.ts';
import { checkDestination, isWithin } from './folder.ts';
import { readSettings, type Settings } from './settings.ts';

/** Where a run works. */
export interface Place {
  /** Absolute folder of the project, which may not exist yet. */
  readonly root: string;
  /** The project's settings from its `.yo-rc.json`, or null if there is no project yet. */
  readonly settings: Settings | null;
  /** The folder whose `.yo-rc.json` redirected the run here, or null. */
  readonly redirectedFrom: string | null;
  /** A project above the repository of the run, which is not used; null if there is none. */
  readonly outer: string | null;
}

/** A folder may name another folder for its projects, as this repository does with `playground`. */
async function redirected(from: string, destination: unknown): Promise<Place> {
  if (typeof destination !== 'string') {
    throw new UserError(
      'ERR_ONEX_INVALID_SETTINGS',
      `${resolve(from, '.yo-rc.json')}: generator-onex.destination must be a folder's name`,
    );
  }
  const root = resolve(from, destination);
  if (root === from || !isWithin(from, root)) {
    throw new UserError(
      'ERR_ONEX_INVALID_SETTINGS',
      `${resolve(from, '.yo-rc.json')}: generator-onex.destination must name a folder below it`,
    );
  }
  await checkDestination(root, from);
  return { root, settings: await readSettings(root), redirectedFrom: from, outer: null };
}

/** The projects around a folder: the one that contains the run, and one outside the repository. */
interface Around {
  readonly project: Place | null;
  readonly outer: string | null;
}

/**
 * Finds the nearest project at or above a folder. The root of a repository is a boundary: a project above it contains
 * the repository, but the repository is not a part of that project.
 */
async function projectsAround(folder: string, explicit: boolean): Promise<Around> {
  let isBeyond = false;
  for (let at = folder; ; at = dirname(at)) {
    // Errors in the settings of another repository are ignored.
    const settings = await readSettings(at).catch((error: unknown) => {
      if (isBeyond) return null;
      throw error;
    });
    if (settings !== null && !('destination' in settings)) {
      if (isBeyond) return { project: null, outer: at };
      return { project: { root: at, settings, redirectedFrom: null, outer: null }, outer: null };
    }
    if (settings !== null && !explicit && !isBeyond)
      return { project: await redirected(at, settings['destination']), outer: null };
    isBeyond ||= existsSync(join(at, '.git'));
    if (dirname(at) === at) return { project: null, outer: null };
  }
}

/**
 * Finds the project of a run: the nearest folder at or above the destination whose `.yo-rc.json` has the key
 * `generator-onex`, within the same repository; otherwise the destination itself becomes one. A destination from the
 * user is never redirected.
 * @param cwd Absolute.
 * @param destination From `--destination`, or undefined.
 * @param own True if the destination itself must be the project (`onex project DIR`), whatever is above it.
 */
export async function findPlace(cwd: string, destination: string | undefined, own = false): Promise<Place> {
  const folder = resolve(cwd, destination ?? '.');
  await checkDestination(folder, cwd);
  if (own) {
    const settings = await readSettings(folder);
    return {
      root: folder,
      settings: settings && 'destination' in settings ? null : settings,
      redirectedFrom: null,
      outer: null,
    };
  }
  const { project, outer } = await projectsAround(folder, destination !== undefined);
  return project ?? { root: folder, settings: null, redirectedFrom: null, outer };
}

/** Returns the nearest folder of the repository, at or above `folder`, with a package.json; otherwise `folder`. */
function packageFolder(folder: string, at: string = folder): string {
  if (existsSync(join(at, 'package.json'))) return at;
  if (existsSync(join(at, '.git'))) return folder;
  return dirname(at) === at ? folder : packageFolder(folder, dirname(at));
}

/**
 * Finds the project of existing source files, otherwise their package, otherwise the folder itself. Never redirected,
 * because the files already exist.
 * @param cwd Absolute.
 * @param destination From `--destination`, or undefined.
 */
export async function findPlaceOfFiles(cwd: string, destination: string | undefined): Promise<Place> {
  const folder = resolve(cwd, destination ?? '.');
  const { project, outer } = await projectsAround(folder, true);
  return project ?? { root: packageFolder(folder), settings: null, redirectedFrom: null, outer };
}
