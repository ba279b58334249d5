import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { originOf } from '../load-contract.ts';
import type { Contract, ContractIssue, WorkflowStep } from '../model.ts';
import { readContract } from '../read-contract.ts';
import { parseYaml } from '../yaml/parse.ts';
import { stepLimitIssues } from './step-limits.ts';

const VERSION = /^v(\d+)_(\d+)_(\d+)$/;
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
  const nodes = path.resolve(path.dirname(contractFile), '../..');
  const known = new Map<string, Contract | undefined>();
  const nodeOf = ({ node }: WorkflowStep): Contract | undefined => {
    if (node === null || !NODE.test(node)) return undefined;
    if (!known.has(node)) known.set(node, newestContract(path.join(nodes, node)));
    return known.get(node);
  };
  return stepLimitIssues(contract, parseYaml(written), nodeOf);
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
