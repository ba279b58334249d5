import { UserError } from '../../lib/errors/index.ts';
import { quote } from '../../lib/options/index.ts';

/**
 * Refuses a name that differs from that of a node of the project only by case: the two would share a folder on
 * Windows and macOS, and nobody could tell which was meant.
 * @param nodes full names of the project's nodes
 */
export function checkName(name: string, nodes: readonly string[]): void {
  const folded = name.toLowerCase();
  if (folded === name) return;
  const twin = nodes.find(
    (node) => node.toLowerCase() === folded || node.toLowerCase().includes(`_${folded}_`),
  );
  if (twin === undefined) return;
  throw new UserError(
    `the name ${quote(name)} differs from the node ${twin} only by case; write ${folded} to mean it`,
  );
}
