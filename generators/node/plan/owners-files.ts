import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { PlannedNode } from './plan-node.ts';

/**
 * A new version begins as a copy of what was generated of the one before it, the owner's edits in it. Files that the
 * owner added there are not known to the generator, and may be anything; their names are reported.
 */
export function ownersFilesWarning(
  root: string,
  { contract, place, folder, olderVersions, recorded }: PlannedNode,
): readonly string[] {
  const former = olderVersions.at(-1);
  const node = join(root, 'nodes', place);
  if (former === undefined || existsSync(join(node, folder)) || !existsSync(join(node, former))) return [];
  const own = readdirSync(join(node, former), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(node, join(parentPath, name)).replaceAll(sep, '/'))
    .filter((path) => !recorded.has(path));
  if (own.length === 0) return [];
  const files = own.length === 1 ? own[0]! : `${own.slice(0, 3).join(', ')}${own.length > 3 ? ', …' : ''}`;
  const are = own.length === 1 ? 'is yours and was not copied' : 'are yours and were not copied';
  return [`${contract.name}: ${files} ${are}; copy to ${folder} what it needs`];
}
