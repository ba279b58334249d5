import { join } from 'node:path';
import { formatIssue, originOf, readContract, type Contract, type Origin } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import { nodeNames, type NodeContract, type ProjectContracts } from '../../../lib/project/index.ts';
import {
  type NodeVersion,
  recordedOrigin,
  refuseUnread,
  versionsOf,
} from '../../../lib/project/versions/index.ts';
import { readUnit, type RecordedState } from '../../../lib/reconcile/index.ts';

/** A version of a node with its contract. */
export interface ModelVersion extends NodeVersion {
  readonly origin: Origin;
  readonly read: Contract;
}

/** A node of a project, all of its versions, and what is recorded of it. */
export interface NodeModel {
  /** Below `nodes/`. */
  readonly folder: string;
  readonly recorded: RecordedState;
  /** Oldest first; at least one. */
  readonly versions: readonly ModelVersion[];
}

export const newestOf = ({ versions }: Pick<NodeModel, 'versions'>): ModelVersion => versions.at(-1)!;

export const fileOf = (folder: string, version: Pick<NodeVersion, 'folder'>): string =>
  `nodes/${folder}/${version.folder}/contract.yaml`;

/** @throws UserError for a contract that is broken. */
export function readOrRefuse(text: string, file: string, origin: Origin): Contract {
  const { contract, issues } = readContract(text, { file, origin });
  if (contract !== null) return contract;
  const faults = issues.filter(({ severity }) => severity === 'error');
  throw new UserError(
    'ERR_ONEX_INVALID_CONTRACT',
    faults.map((fault) => formatIssue(fault, file)).join('\n'),
  );
}

/**
 * @throws UserError for two nodes with one name, because it is ambiguous which one is meant and which one a step
 *   drives.
 */
function refuseCopies(nodes: readonly NodeModel[]): void {
  const seen = new Map<string, NodeModel>();
  for (const node of nodes) {
    const { name } = newestOf(node).read;
    const first = seen.get(name);
    if (first !== undefined) {
      const [one, other] = [first, node].map((each) => fileOf(each.folder, newestOf(each)));
      throw new UserError(
        'ERR_ONEX_ALREADY_EXISTS',
        `${other} names the node ${name}, as ${one} does; give the copy a name of its own there, or delete its folder`,
        { exitCode: 2 },
      );
    }
    seen.set(name, node);
  }
}

/**
 * Reads all nodes of a project. A rename has to know every contract, so one that cannot be read refuses it.
 * @param root Absolute.
 * @throws UserError
 */
export async function readNodes(root: string): Promise<readonly NodeModel[]> {
  const nodes: NodeModel[] = [];
  for (const folder of await nodeNames(root)) {
    const recorded = await readUnit(root, `nodes/${folder}`, GENERATOR_VERSION);
    const found = versionsOf(join(root, 'nodes', folder), recorded);
    refuseUnread(found, folder);
    if (found.length === 0) continue;
    const versions = found.map((version): ModelVersion => {
      const file = fileOf(folder, version);
      const origin = originOf(join(root, file), recordedOrigin(recorded.manifest));
      return { ...version, origin, read: readOrRefuse(version.contract, file, origin) };
    });
    nodes.push({ folder, recorded, versions });
  }
  refuseCopies(nodes);
  return nodes;
}

/**
 * The contracts of some nodes, as a rendering asks for them.
 * @param root Absolute folder of the project.
 */
export function contractsOf(root: string, nodes: readonly NodeModel[]): ProjectContracts {
  const byFolder = new Map(nodes.map((node) => [node.folder, node]));
  const newest = (folder: string): Promise<NodeContract | null> => {
    const node = byFolder.get(folder);
    if (node === undefined) return Promise.resolve(null);
    const version = newestOf(node);
    const { contract: text, read: contract } = version;
    return Promise.resolve({ node: folder, file: fileOf(folder, version), text, contract, issues: [] });
  };
  return {
    root,
    names: () => Promise.resolve([...byFolder.keys()].toSorted()),
    versions: (node) => Promise.resolve((byFolder.get(node)?.versions ?? []).map(({ folder }) => folder)),
    text: async (folder) => (await newest(folder))?.text ?? '',
    newest,
    async contract(folder) {
      const found = await newest(folder);
      if (found?.contract == null)
        throw new UserError('ERR_ONEX_MISSING_FILE', `nodes/${folder} has no contract`);
      return found.contract;
    },
    read(text, file, origin) {
      const { contract, issues } = readContract(text, { file, origin });
      return { contract, issues };
    },
  };
}
