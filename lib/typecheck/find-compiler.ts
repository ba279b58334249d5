import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpFrom } from 'onex-runtime/project';

export interface Compiler {
  /** Absolute path of `tsc`. */
  readonly path: string;
  /** Folder whose tsconfig.json is for the nodes, from the project's root. */
  readonly project: string;
}

/** In a package that existed before the project, the nodes have a tsconfig.json of their own. */
const PROJECTS = ['nodes', '.'];

/**
 * The compiler that a project installed, in its own `node_modules` or in those of a workspace around it.
 * @returns Null where there is none, or where the project has no tsconfig.json for its nodes.
 */
export function findCompiler(root: string): Compiler | null {
  const project = PROJECTS.find((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  if (project === undefined) return null;
  const paths = foldersUpFrom(root).map((folder) => join(folder, 'node_modules/typescript/bin/tsc'));
  const path = paths.find((one) => existsSync(one));
  return path === undefined ? null : { path, project };
}
