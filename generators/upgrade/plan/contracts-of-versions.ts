import { formatIssue, type Contract, type Origin } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { versionFolder } from '../../../lib/naming/index.ts';
import type { ProjectContracts } from '../../../lib/project/index.ts';
import type { NodeVersion } from '../../../lib/project/versions/index.ts';
import { refuseUnrenderable } from '../../../lib/render/index.ts';
import { projectNodes, type ReadNode } from '../../node/plan/index.ts';

/**
 * The folder determines the version. Another number in the contract would create a second version and abandon this one.
 */
function refuseOtherVersion(contract: Contract, text: string, folder: string, file: string): void {
  if (folder === versionFolder(contract.nodeVersion)) return;
  const { major, minor, patch } = contract.nodeVersion;
  const version = `${major}.${minor}.${patch}`;
  const line = text.slice(0, Math.max(0, text.search(/^node_version:/m))).split('\n').length;
  throw new UserError(
    'ERR_ONEX_INVALID_CONTRACT',
    `${file}:${line}:1: the version is ${version}, and its folder is ${folder}; restore it, and create the new version ` +
      `with onex ${contract.kind} … --node-version ${version}`,
  );
}

/**
 * Reads the contract of one version of a node.
 * @throws UserError for a contract that cannot be read or rendered, or has another version than its folder
 */
export function contractOf(
  { contract: text, folder }: NodeVersion,
  node: string,
  origin: Origin,
  project: ProjectContracts,
): Contract {
  const file = `nodes/${node}/${folder}/contract.yaml`;
  const { contract, issues } = project.read(text, file, origin);
  if (contract) {
    refuseOtherVersion(contract, text, folder, file);
    refuseUnrenderable(contract, text, file);
    return contract;
  }
  const faults = issues.filter(({ severity }) => severity === 'error');
  throw new UserError(
    'ERR_ONEX_INVALID_CONTRACT',
    faults.map((fault) => formatIssue(fault, file)).join('\n'),
  );
}

/**
 * Returns the nodes that may perform the steps of each version's workflow.
 * @returns null if the contract of such a node cannot be read, which is reported with the links
 */
export async function nodesOfVersions(
  versions: readonly NodeVersion[],
  node: string,
  project: ProjectContracts,
  originIn: (version: NodeVersion) => Origin,
): Promise<readonly (readonly ReadNode[])[] | null> {
  const nodes: (readonly ReadNode[])[] = [];
  for (const version of versions) {
    // A contract without a workflow has no steps, so it is not parsed here.
    const drives = version.contract.includes('workflow_coordination');
    const contract = drives ? contractOf(version, node, originIn(version), project) : null;
    try {
      nodes.push(contract === null ? [] : await projectNodes(contract, project));
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  }
  return nodes;
}
