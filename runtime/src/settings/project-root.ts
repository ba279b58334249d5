import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { foldersUpFrom, parseJson } from '../project/index.ts';

/** A project's folder, and its name in `.yo-rc.json`, where it has one. */
export interface ProjectRoot {
  /** Absolute path. */
  readonly root: string;
  readonly name: string | null;
}

/**
 * The project around a folder: the nearest ancestor whose `.yo-rc.json` has the key `generator-onex`, otherwise the
 * nearest one with a folder `nodes/`. Null if there is none. Nodes and commands use this one rule, so they agree on the
 * project's `.env` and state directory.
 * @throws Error naming a `.yo-rc.json` on the way that cannot be read or is not JSON
 */
export function projectAround(from: string): ProjectRoot | null {
  const ancestors = foldersUpFrom(path.resolve(from));
  for (const root of ancestors) {
    const answers = readAnswers(root);
    if (answers !== null) return { root, name: nameIn(answers) };
  }
  const root = ancestors.find((folder) => isFolder(path.join(folder, 'nodes')));
  return root === undefined ? null : { root, name: null };
}

/** The folder of a node's project: as above, otherwise the nearest one with a package.json, otherwise `from`. */
export function projectRootOf(from: string): string {
  const root = projectAround(from)?.root;
  if (root !== undefined) return root;
  return (
    foldersUpFrom(path.resolve(from)).find((folder) => isFile(path.join(folder, 'package.json'))) ?? from
  );
}

/** The section of this generator in `.yo-rc.json`; null: there is no such file, or it is another generator's. */
function readAnswers(root: string): object | null {
  const file = path.join(root, '.yo-rc.json');
  if (!isFile(file)) return null;
  let json: unknown;
  try {
    json = parseJson(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
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

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
