import path from 'node:path';
import type { ZodType } from 'zod';
import { withStartHost, type NodeClass } from '../../../start/index.ts';
import { CliError } from '../../cli-error.ts';
import { importStartScript, type NodeFolder } from '../../project/index.ts';

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
    await withStartHost(take, () => importStartScript(folder, root));
    if (loaded.length === before) {
      const shown = path.relative(root, folder.startFile);
      throw new CliError(`${shown} starts no node: it must call start() of onex-runtime`);
    }
  }
  return loaded;
}
