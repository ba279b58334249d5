import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { PlannedNode } from './plan-node.ts';

/**
 * A new version is a copy of the generated files of the previous one, including the user's edits. The generator does
 * not know the files that the user added there, so their names are reported.
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
