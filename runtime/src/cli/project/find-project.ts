import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../cli-error.ts';

export interface Project {
  /** Absolute path. */
  readonly root: string;
  readonly name: string;
}

/**
 * The project around a folder: the nearest ancestor whose `.yo-rc.json` has the key `generator-onex`, else the nearest
 * one with a folder `nodes/`. null: there is none.
 * @throws CliError when a `.yo-rc.json` on the way is not JSON.
 */
export function findProject(from: string): Project | null {
  const ancestors = ancestorsOf(path.resolve(from));
  for (const root of ancestors) {
    const answers = readAnswers(root);
    if (answers !== null) return { root, name: nameIn(answers) ?? path.basename(root) };
  }
  const root = ancestors.find((folder) => isFolder(path.join(folder, 'nodes')));
  return root === undefined ? null : { root, name: path.basename(root) };
}

/** The same. @throws CliError when there is none. */
export function requireProject(from: string): Project {
  const project = findProject(from);
  if (project !== null) return project;
  throw new CliError(
    `No project here: neither ${from} nor a folder above it has a .yo-rc.json with "generator-onex" ` +
      "or a folder nodes/. Go to the project's folder",
  );
}

function ancestorsOf(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestorsOf(parent)];
}

/** What the generator keeps in `.yo-rc.json`; null: no such file, or it is another generator's. */
function readAnswers(root: string): object | null {
  const file = path.join(root, '.yo-rc.json');
  if (!existsSync(file)) return null;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const answers = (json as { 'generator-onex'?: unknown } | null)?.['generator-onex'];
  return typeof answers === 'object' && answers !== null ? answers : null;
}

function nameIn(answers: object): string | null {
  const { name } = answers as { name?: unknown };
  return typeof name === 'string' && name !== '' ? name : null;
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
