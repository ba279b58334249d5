import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isSupportedNode } from 'onex-cli-kit';
import { foldersUpFrom, type ProjectCommands } from 'onex-runtime/project';
import { changeFolder } from '../shell.ts';
import { nodeOfShell } from './node-of-shell.ts';

export interface StepsInput {
  /** Absolute path of the user's current folder. */
  readonly cwd: string;
  /** Absolute folder of the project. */
  readonly root: string;
  /**
   * Whether npm scripts of the project find a suitable Node.js, whatever the shell's version: among the packages of the
   * project or of a parent folder.
   */
  readonly bringsNode: boolean;
  /** Whether packages may need to be installed: for a new project, or a changed package.json. */
  readonly newPackages: boolean;
  /** The command that creates a first node, if the project has none yet. Without a node, there is nothing to run. */
  readonly firstNode: string | null;
  /** How the project gets a newer runtime that its nodes need; absent or null if it already has it. */
  readonly upgrade?: string | null;
  /** How the project's scripts are run. */
  readonly commands: ProjectCommands;
}

/** Whether a path exists below the project or below a folder above it. */
function isAround(root: string, path: string): boolean {
  return foldersUpFrom(root).some((folder) => existsSync(join(folder, path)));
}

/** `onex`, or `npx onex` for a project inside a folder that has it among its packages and ran it that way. */
export function programFor(root: string, environment: NodeJS.ProcessEnv = process.env): string {
  const isLocal = environment['npm_command'] === 'exec' && isAround(root, 'node_modules/.bin/onex');
  return isLocal ? 'npx onex' : 'onex';
}

/** Whether a folder at or above the project has the npm package `node`, which npm adds to the PATH of scripts. */
export function findsNodePackage(root: string): boolean {
  return isAround(root, 'node_modules/.bin/node');
}

/** Whether the runtime is among the packages of the project or of a surrounding workspace. */
export function isRuntimeInstalled(root: string): boolean {
  return isAround(root, 'node_modules/onex-runtime/package.json');
}

/** Returns the next commands. Each works in the folder and shell in which it is printed. */
export function nextSteps({
  cwd,
  root,
  bringsNode,
  newPackages,
  firstNode,
  upgrade = null,
  commands,
}: StepsInput): string[] {
  const steps: string[] = [];
  const cd = changeFolder(cwd, root);
  if (cd !== null) steps.push(cd);
  if (upgrade !== null) steps.push(upgrade);
  const suitable = bringsNode || isSupportedNode(nodeOfShell());
  if (!suitable) steps.push(commands.add('node@24', 'development'));
  else if (newPackages || !isRuntimeInstalled(root)) steps.push(commands.install);
  if (firstNode !== null) steps.push(firstNode);
  steps.push(commands.run('test'), commands.run('dev'));
  return steps;
}
