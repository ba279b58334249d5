import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors/index.ts';
import { compareVersionFolders, isVersionFolder } from '../naming/index.ts';
import { closest, quote } from '../options/index.ts';
import { callsOf, isCalled, shortName } from './node-calls.ts';

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Names of the nodes of a project: the folders in `nodes/`, sorted. Empty where there is no project yet. */
export async function nodeNames(root: string): Promise<readonly string[]> {
  return (await foldersIn(join(root, 'nodes'))).filter((name) => !name.startsWith('.')).toSorted();
}

/** Folders of the versions of a node, oldest first. */
export async function versionFolders(root: string, node: string): Promise<readonly string[]> {
  return (await foldersIn(join(root, 'nodes', node))).filter(isVersionFolder).toSorted(compareVersionFolders);
}

/**
 * The node of the project that a full or short name means. Throws a UserError when none or several do.
 * @param all full names
 * @param self the orchestrator that is to drive it, which cannot drive itself
 */
export function findNode(wanted: string, all: readonly string[], self: string | null = null): string {
  const nodes = all.filter((node) => node !== self);
  const exact = nodes.find((node) => node === wanted);
  const found = exact === undefined ? nodes.filter((node) => isCalled(node, wanted)) : [exact];
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (found.length > 1) {
    throw new UserError(`--steps ${quote(wanted)} may mean ${found.join(' or ')}; write the full name`);
  }
  if (self !== null && isCalled(self, wanted)) {
    throw new UserError(`--steps ${quote(wanted)} is the orchestrator itself; name the nodes that it drives`);
  }
  if (nodes.length === 0) {
    throw new UserError(
      `--steps ${quote(wanted)}: the project has no node to drive yet; make that one first`,
    );
  }
  const meant = closest(wanted, [...nodes.flatMap(callsOf), ...nodes]);
  const mend =
    meant === undefined
      ? `; there is ${nodes.map((node) => shortName(node, nodes)).join(', ')}`
      : `; did you mean ${meant}?`;
  throw new UserError(`--steps ${quote(wanted)}: the project has no such node${mend}`);
}
