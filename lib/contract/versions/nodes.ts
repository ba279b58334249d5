import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersionFolders, isVersionFolder } from '../../naming/index.ts';
import { GENERATOR_VERSION } from '../../package/index.ts';
import { readUnit } from '../../reconcile/index.ts';
import { contractsAt, readWorking, requireCommit } from './git.ts';
import type { ContractFile } from './types.ts';

const CONTRACT = /^nodes\/((?:[^/]+\/)*[^/]+)\/([^/]+)\/contract\.yaml$/;

/** Returns the node and the version folder that a contract's path names; null for other files. */
export function nodeOfPath(path: string): { readonly node: string; readonly version: string } | null {
  const [, node = '', version = ''] = CONTRACT.exec(path) ?? [];
  return isVersionFolder(version) ? { node, version } : null;
}

/** Returns the contract of each node's newest version, by the node's name. */
function newest(files: readonly ContractFile[]): ReadonlyMap<string, ContractFile> {
  const found = new Map<string, { readonly version: string; readonly file: ContractFile }>();
  for (const file of files) {
    const of = nodeOfPath(file.path);
    if (of === null) continue;
    const before = found.get(of.node);
    if (before === undefined || compareVersionFolders(before.version, of.version) < 0)
      found.set(of.node, { version: of.version, file });
  }
  return new Map([...found].map(([node, { file }]) => [node, file]));
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}

/** Returns the newest contracts of nodes on disk. */
export function contractsOnDisk(root: string, nodes: readonly string[]): ReadonlyMap<string, ContractFile> {
  const files = nodes.flatMap((node) => {
    const version = foldersIn(join(root, 'nodes', node))
      .filter(isVersionFolder)
      .toSorted(compareVersionFolders)
      .at(-1);
    const path = `nodes/${node}/${version}/contract.yaml`;
    const text = version === undefined ? null : readWorking(join(root, path));
    return text === null ? [] : [{ file: path, path, text }];
  });
  return newest(files);
}

/** Returns the newest contracts of a project's nodes in a git revision. */
export function contractsOfRevision(root: string, revision: string): ReadonlyMap<string, ContractFile> {
  return newest(contractsAt(root, requireCommit(root, revision), ['nodes'], revision));
}

/**
 * Returns the contract that the generator last wrote for a node's version, without the user's edits; null if none is
 * recorded.
 */
export async function generatedContract(
  root: string,
  node: string,
  version: string,
): Promise<ContractFile | null> {
  const recorded = await readUnit(root, `nodes/${node}`, GENERATOR_VERSION);
  const text = recorded.textOf(`${version}/contract.yaml`);
  const path = `nodes/${node}/${version}/contract.yaml`;
  return text === null ? null : { file: `${path} (as generated)`, path, text };
}
