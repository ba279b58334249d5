import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** A node's newest version folder on disk. */
export interface NodeFolder {
  /** `node_billing_payment_effect`: the name of its folder. */
  readonly name: string;
  /** Absolute path of the version folder, `…/nodes/node_billing_payment_effect/v1_0_0`. */
  readonly folder: string;
  readonly contractFile: string;
  readonly startFile: string;
}

const VERSION = /^v(\d+)_(\d+)_(\d+)$/;

/** Every node of a project that has a version folder with a contract and a start script, by name. */
export function findNodes(root: string): NodeFolder[] {
  return nodesBelow(path.join(root, 'nodes'), 1).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Maximum depth of subfolders of `nodes/` that may hold nodes. */
const DEEPEST = 4;

function nodesBelow(folder: string, depth: number): NodeFolder[] {
  return foldersIn(folder).flatMap((name) => {
    const inner = path.join(folder, name);
    if (foldersIn(inner).some((version) => VERSION.test(version))) return newestVersion(name, inner) ?? [];
    return depth === DEEPEST || name === 'node_modules' ? [] : nodesBelow(inner, depth + 1);
  });
}

function newestVersion(name: string, nodeFolder: string): NodeFolder | null {
  const versions = foldersIn(nodeFolder)
    .filter((version) => VERSION.test(version))
    .toSorted((a, b) => compareVersions(b, a));
  for (const version of versions) {
    const folder = path.join(nodeFolder, version);
    const contractFile = path.join(folder, 'contract.yaml');
    const startFile = path.join(folder, 'start_node.ts');
    if (existsSync(contractFile) && existsSync(startFile)) return { name, folder, contractFile, startFile };
  }
  return null;
}

function compareVersions(a: string, b: string): number {
  const [one, other] = [a, b].map((version) => VERSION.exec(version)!.slice(1).map(Number));
  const differing = one!.findIndex((part, index) => part !== other![index]);
  return differing === -1 ? 0 : one![differing]! - other![differing]!;
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
}
