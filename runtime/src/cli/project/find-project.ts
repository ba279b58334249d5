import path from 'node:path';
import { projectAround } from '../../settings/index.ts';
import { CliError } from '../cli-error.ts';

export interface Project {
  /** Absolute path. */
  readonly root: string;
  readonly name: string;
}

/**
 * The project around a folder. Null if there is none.
 * @throws CliError when a `.yo-rc.json` on the way is not JSON.
 */
export function findProject(from: string): Project | null {
  try {
    const found = projectAround(from);
    return found === null ? null : { root: found.root, name: found.name ?? path.basename(found.root) };
  } catch (error) {
    throw new CliError((error as Error).message, { cause: error });
  }
}

/** The same. @throws CliError if there is none. */
export function requireProject(from: string): Project {
  const project = findProject(from);
  if (project !== null) return project;
  throw new CliError(
    `No project here: neither ${from} nor a folder above it has a .yo-rc.json with "generator-onex" ` +
      "or a folder nodes/. Go to the project's folder",
  );
}
