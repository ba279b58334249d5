import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean, listed, quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import { compareVersionFolders, isVersionFolder } from '../naming/index.ts';
import { callsOf, folderName, isCalled, shortName } from './node-calls.ts';

/** A broken link is not a folder. */
async function leadsToFolder(link: string): Promise<boolean> {
  try {
    return (await stat(link)).isDirectory();
  } catch {
    return false;
  }
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const are = await Promise.all(
      entries.map((entry) =>
        entry.isSymbolicLink() ? leadsToFolder(join(folder, entry.name)) : entry.isDirectory(),
      ),
    );
    return entries.filter((_, index) => are[index]).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Maximum depth of the search in subfolders of `nodes/`. */
const DEEPEST = 4;

async function nodesIn(folder: string, depth: number): Promise<readonly string[]> {
  const names = (await foldersIn(folder)).filter((name) => !name.startsWith('.') && name !== 'node_modules');
  const found = await Promise.all(names.map((name) => nodesAt(join(folder, name), name, depth)));
  return found.flat();
}

/** A folder that is not a node but contains nodes is a group. */
async function nodesAt(folder: string, name: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder);
  const isNode = entries.some((entry) => isVersionFolder(entry) || OF_NODES.has(entry));
  // A link may lead to a node but is not searched further, because it may lead back to its own parent.
  if (!isNode && (await lstat(folder)).isSymbolicLink()) return [];
  const inner = isNode || depth === DEEPEST ? [] : await nodesIn(folder, depth + 1);
  const isGroup = inner.length > 0 && (await hasNode(folder, inner));
  return isGroup ? inner.map((node) => `${name}/${node}`) : [name];
}

const OF_NODES: ReadonlySet<string> = new Set(['.onex', 'node.manifest.yaml']);

async function hasNode(folder: string, names: readonly string[]): Promise<boolean> {
  const entries = await Promise.all(names.map((name) => readdir(join(folder, name))));
  return entries.flat().some((entry) => isVersionFolder(entry) || OF_NODES.has(entry));
}

/**
 * Returns the nodes of a project by their folders below `nodes/`, sorted: `node_billing_payment_effect`, or
 * `sales/node_billing_payment_effect` in a subfolder. Empty if there is no project yet.
 */
export async function nodeNames(root: string): Promise<readonly string[]> {
  return (await nodesIn(join(root, 'nodes'), 1)).toSorted();
}

/** Returns the present or future path of a node below `nodes/`, by the name of its folder. */
export async function placeOfNode(root: string, name: string): Promise<string> {
  return (await nodeNames(root)).find((node) => folderName(node) === name) ?? name;
}

/** Returns the version folders of a node, oldest first. */
export async function versionFolders(root: string, node: string): Promise<readonly string[]> {
  return (await foldersIn(join(root, 'nodes', node))).filter(isVersionFolder).toSorted(compareVersionFolders);
}

/**
 * Returns the node of the project with a full or short name. Throws a UserError if none or several match.
 * @param all Full names.
 * @param self The orchestrator that will drive it, which cannot drive itself.
 */
export function findNode(wanted: string, all: readonly string[], self: string | null = null): string {
  const nodes = all.filter((node) => folderName(node) !== self);
  const exact = nodes.find((node) => node === wanted || folderName(node) === wanted);
  const found = exact === undefined ? nodes.filter((node) => isCalled(node, wanted)) : [exact];
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (found.length > 1) {
    throw new UserError(
      'ERR_ONEX_AMBIGUOUS_NAME',
      `--steps ${quote(wanted)} may mean ${found.map(folderName).join(' or ')}; write the full name`,
    );
  }
  if (self !== null && isCalled(self, wanted)) {
    throw new UserError(
      'ERR_ONEX_USAGE',
      `--steps ${quote(wanted)} is the orchestrator itself; name the nodes that it drives`,
    );
  }
  if (nodes.length === 0) {
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `--steps ${quote(wanted)}: the project has no node to drive yet; create that node first`,
    );
  }
  const hint =
    didYouMean(wanted, [...nodes.flatMap(callsOf), ...nodes]) ||
    listed(nodes.map((node) => shortName(node, nodes)));
  throw new UserError('ERR_ONEX_NOT_FOUND', `--steps ${quote(wanted)}: the project has no such node.${hint}`);
}
