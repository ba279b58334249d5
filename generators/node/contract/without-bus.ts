import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from 'onex-runtime/contract';
import { folderOfNode, versionFolder } from '../../../lib/naming/index.ts';
import { placeOfNode } from '../../../lib/project/index.ts';

/**
 * Returns a warning if a node is not on the event bus, because a step that needs it would time out; null if it is. The
 * node's source decides, because `onex event-bus` may have injected or removed the bus.
 * @param root Absolute folder of the project.
 */
export async function withoutBus(root: string, { name, nodeVersion }: Contract): Promise<string | null> {
  const place = await placeOfNode(root, folderOfNode(name));
  const path = `nodes/${place}/${versionFolder(nodeVersion)}/node.ts`;
  const source = await readFile(join(root, path), 'utf8').catch(() => '');
  if (source === '' || source.includes('onex-runtime/event-bus')) return null;
  return `${name} is not on the event bus, so its step always times out; add it with onex event-bus ${path}`;
}
