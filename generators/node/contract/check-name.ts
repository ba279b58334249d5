import { quote } from 'onex-cli-kit';
import { NODE_KINDS, type NodeKind } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { folderName } from '../../../lib/project/index.ts';

export interface Neighbors {
  /** Full names of the project's nodes. */
  readonly nodes: readonly string[];
  /** Domain of the new node. */
  readonly domain: string;
  /** Kind of the new node; null: not known yet. */
  readonly kind: NodeKind | null;
}

/**
 * Refuses a name that differs only by case from that of a node with the same domain and kind, because both would share
 * a folder on Windows and macOS. A node whose name only contains the name, such as `card_payment`, does not conflict.
 */
export function checkName(name: string, { nodes, domain, kind }: Neighbors): void {
  const folded = name.toLowerCase();
  if (folded === name) return;
  const named = `node_${domain}_${folded}`.toLowerCase().replaceAll('-', '_');
  const folders = new Set((kind === null ? NODE_KINDS : [kind]).map((one) => `${named}_${one}`));
  const twin = nodes.find((node) => folders.has(folderName(node).toLowerCase()));
  if (twin === undefined) return;
  throw new UserError(
    'ERR_ONEX_INVALID_NAME',
    `the name ${quote(name)} differs from the node ${twin} only by case; write ${folded} to mean it`,
  );
}
