import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpFrom } from 'onex-runtime/project';

export interface Compiler {
  /** Absolute path of `tsc`. */
  readonly path: string;
  /** Folder whose tsconfig.json applies to the nodes, from the project's root. */
  readonly project: string;
}

/** In a package that existed before the project, the nodes have their own tsconfig.json. */
const PROJECTS = ['nodes', '.'];

/**
 * Finds the compiler of a project, in its own `node_modules` or in those of a surrounding workspace.
 * @returns Null if there is none, or if the project has no tsconfig.json for its nodes.
 */
export function findCompiler(root: string): Compiler | null {
  const project = PROJECTS.find((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  if (project === undefined) return null;
  const paths = foldersUpFrom(root).map((folder) => join(folder, 'node_modules/typescript/bin/tsc'));
  const path = paths.find((one) => existsSync(one));
  return path === undefined ? null : { path, project };
}
