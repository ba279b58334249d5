import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ZodType } from 'zod';
import { withStartHost } from '../../../start/host.ts';
import type { NodeClass } from '../../../start/index.ts';
import { describeLoadError } from '../../../start/loading/index.ts';
import { CliError } from '../../cli-error.ts';
import type { NodeFolder } from '../../project/index.ts';

/** What a node's start script passes to `start`. */
export interface LoadedNode {
  readonly folder: NodeFolder;
  readonly NodeClass: NodeClass;
  readonly configModel: ZodType | null;
}

/**
 * Imports the start script of each node without starting it.
 * @throws CliError naming the file that cannot be loaded, or that starts no node.
 */
export async function loadNodes(folders: readonly NodeFolder[], root: string): Promise<LoadedNode[]> {
  const loaded: LoadedNode[] = [];
  for (const folder of folders) {
    const before = loaded.length;
    const take = (NodeClass: NodeClass, { config = null }: { readonly config?: ZodType | null }): void => {
      loaded.push({ folder, NodeClass, configModel: config });
    };
    const shown = path.relative(root, folder.startFile);
    try {
      await withStartHost(take, () => import(pathToFileURL(folder.startFile).href));
    } catch (error) {
      throw new CliError(`${shown} cannot be loaded: ${describeLoadError(error, root)}`, { cause: error });
    }
    if (loaded.length === before)
      throw new CliError(`${shown} starts no node: it must call start() of onex-runtime`);
  }
  return loaded;
}
