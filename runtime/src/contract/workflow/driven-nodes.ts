import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { originOf } from '../load-contract.ts';
import type { Contract, ContractIssue, WorkflowStep } from '../model.ts';
import { readContract } from '../read-contract.ts';
import { parseYaml } from '../yaml/index.ts';
import { stepLimitIssues } from './step-limits.ts';

const VERSION = /^v(\d+)_(\d+)_(\d+)$/;
/** The name of a node's folder by our rule: no folder of other nodes is called so. */
const NODE_FOLDER = /^node_/;
/** A name is also a folder's, and comes from a contract. */
const NODE = /^\w+$/;

/**
 * Steps of an orchestrator whose timeouts give healthy nodes up, compared with the contracts of the nodes beside it in
 * its project. Nothing for other nodes, and nothing for a contract that cannot be read.
 * @param contractFile Absolute path, `…/nodes/<node>/<version>/contract.yaml`.
 */
export function stepLimitsOf(contractFile: string, text?: string): readonly ContractIssue[] {
  const written = text ?? textOf(contractFile);
  if (written === null) return [];
  const { contract } = readContract(written, { file: contractFile, origin: originOf(contractFile) });
  if (contract?.workflow == null) return [];
  const nodes = nodesFolder(contractFile);
  const known = new Map<string, Contract | undefined>();
  const nodeOf = ({ node }: WorkflowStep): Contract | undefined => {
    if (node === null || !NODE.test(node)) return undefined;
    if (!known.has(node)) {
      const folder = folderOf(nodes, node);
      known.set(node, folder === null ? undefined : newestContract(folder));
    }
    return known.get(node);
  };
  return stepLimitIssues(contract, parseYaml(written), nodeOf);
}

/** `nodes/` of the project: the nearest folder of that name above a contract, otherwise the one that holds its node. */
function nodesFolder(contractFile: string): string {
  const beside = path.resolve(path.dirname(contractFile), '../..');
  const at = beside.split(path.sep).lastIndexOf('nodes');
  return at < 0
    ? beside
    : beside
        .split(path.sep)
        .slice(0, at + 1)
        .join(path.sep);
}

/** Subfolders of `nodes/` may hold nodes too, as deep as this. */
const DEEPEST = 4;

/** The folder of a node, which may be in a subfolder; null where there is none. */
function folderOf(folder: string, node: string, depth = 1): string | null {
  const beside = path.join(folder, node);
  if (existsSync(beside)) return beside;
  if (depth === DEEPEST) return null;
  const groups = foldersIn(folder).filter((name) => !NODE_FOLDER.test(name) && !VERSION.test(name));
  for (const name of groups) {
    const found = folderOf(path.join(folder, name), node, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) =>
      entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}

function newestContract(nodeFolder: string): Contract | undefined {
  let versions: readonly string[];
  try {
    versions = readdirSync(nodeFolder).filter((name) => VERSION.test(name));
  } catch {
    return undefined;
  }
  const rank = (name: string): number[] => VERSION.exec(name)!.slice(1).map(Number);
  const [newest] = versions.toSorted((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    const differing = one.findIndex((part, index) => part !== other[index]);
    return differing === -1 ? 0 : other[differing]! - one[differing]!;
  });
  const file = path.join(nodeFolder, newest ?? '', 'contract.yaml');
  const text = textOf(file);
  return text === null
    ? undefined
    : (readContract(text, { file, origin: originOf(file) }).contract ?? undefined);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
