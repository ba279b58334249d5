/**
 * Where the matrix works: one folder with the tools, one in which the runtime is installed, and one in which it is not.
 * Folders of cells are below the last two, so that packages are found, or are missing, as in a project.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { installTools, TOOLS } from './install.ts';
import { injectSamples } from './inject.ts';
import type { Style } from './samples.ts';

export type { Style } from './samples.ts';
export { copySample } from './copy.ts';

/** Whether the runtime is installed where the code is built and runs. */
export type Presence = 'present' | 'absent';

export interface Workshop {
  /** `node_modules` of the tools. */
  readonly tools: string;
  /** A separate folder for a cell, from which the runtime is found or not. */
  folderOf(presence: Presence, name: string): Promise<string>;
  /** The path of a folder that is empty, and from which no package is found. */
  emptyFolder(name: string): Promise<string>;
  /** The sample in that style, before the event bus was injected (`plain`) and after (`bus`). */
  sample(style: Style, form: 'plain' | 'bus'): string;
}

/**
 * @param folder absolute, of the matrix
 * @param root of the repository, which is built
 * @param names of the tools to install; default: all
 */
export async function prepareWorkshop(
  folder: string,
  root: string,
  names: readonly string[] = Object.keys(TOOLS),
): Promise<Workshop> {
  const tools = Object.fromEntries(Object.entries(TOOLS).filter(([name]) => names.includes(name)));
  await mkdir(folder, { recursive: true });
  await installTools(folder, root, tools);
  await injectSamples(path.join(folder, 'samples'), root);
  return {
    tools: path.join(folder, 'tools/node_modules'),
    async folderOf(presence, name) {
      const made = path.join(folder, presence, 'cells', fileSafe(name));
      await mkdir(made, { recursive: true });
      return made;
    },
    async emptyFolder(name) {
      const made = path.join(folder, 'alone', fileSafe(name));
      await rm(made, { recursive: true, force: true });
      await mkdir(made, { recursive: true });
      return made;
    },
    sample: (style, form) => path.join(folder, 'samples', style, form),
  };
}

function fileSafe(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '_');
}
