import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeLoadError } from '../../start/loading/index.ts';
import { CliError } from '../cli-error.ts';
import type { NodeFolder } from './find-nodes.ts';

/**
 * Imports the start script of a node.
 * @param root the project's folder
 * @throws CliError that names the script, and why it cannot be loaded
 */
export async function importStartScript({ startFile }: NodeFolder, root: string): Promise<void> {
  try {
    await import(pathToFileURL(startFile).href);
  } catch (error) {
    const shown = path.relative(root, startFile);
    throw new CliError(`${shown} cannot be loaded: ${describeLoadError(error, root)}`, { cause: error });
  }
}
