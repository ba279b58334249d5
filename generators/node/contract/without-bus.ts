import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from 'onex-runtime/contract';
import { folderOfNode, versionFolder } from '../../../lib/naming/index.ts';
import { placeOfNode } from '../../../lib/project/index.ts';

/**
 * A warning when a node is not on the event bus, so that a step which needs it could only time out; null when it is.
 * The node's source says it, since the bus may have been put in or taken out by `onex event-bus`.
 * @param root absolute folder of the project
 */
export async function withoutBus(root: string, { name, nodeVersion }: Contract): Promise<string | null> {
  const place = await placeOfNode(root, folderOfNode(name));
  const path = `nodes/${place}/${versionFolder(nodeVersion)}/node.ts`;
  const source = await readFile(join(root, path), 'utf8').catch(() => '');
  if (source === '' || source.includes('onex-runtime/event-bus')) return null;
  return `${name} is not on the event bus, so its step always times out; add it with onex event-bus ${path}`;
}
