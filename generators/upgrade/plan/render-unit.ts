import { join } from 'node:path';
import { z } from 'zod';
import { formatIssue, originOf, type Contract, type Origin } from 'onex-runtime/contract';
import { projectCommands, type ProjectCommands } from 'onex-runtime/project';
import { UserError } from '../../../lib/errors/index.ts';
import { versionFolder } from '../../../lib/naming/index.ts';
import { GENERATOR_VERSION, GENERATORS_ROOT, runtimeSource } from '../../../lib/package/index.ts';
import {
  readUnit,
  type AbsentFolder,
  type Manifest,
  type RecordedState,
  type RecordedUnit,
  type UnitInput,
} from '../../../lib/reconcile/index.ts';
import {
  folderName,
  projectContracts,
  type NodeEdits,
  type ProjectContracts,
} from '../../../lib/project/index.ts';
import {
  type NodeVersion,
  recordedOrigin,
  refuseUnread,
  versionsOf,
} from '../../../lib/project/versions/index.ts';
import {
  refuseUnrenderable,
  type GeneratedFile,
  type NodeAnswers,
  type ProjectAnswers,
  type ProjectNode,
  type Unit,
} from '../../../lib/render/index.ts';
import { renderProject } from '../../app/render.ts';
import { injectInto, renderNode } from '../../node/render/index.ts';
import { projectNodes, type ReadNode, sourceOf } from '../../node/plan/index.ts';
import { deletedVersions, recordedFiles } from './deleted-versions.ts';

const NEED_THE_BUS = new Set(['effect', 'orchestrator']);

/** Of an older generator, or edited: what is missing or wrong falls back to what the contract's kind has by default. */
const storedAnswers = z.object({
  eventBus: z.boolean().optional().catch(undefined),
  workflowEngine: z.enum(['builtin', 'llamaindex']).optional().catch(undefined),
});

function answersOf(manifest: Manifest | null, contract: Contract): NodeAnswers {
  const { eventBus, workflowEngine } = storedAnswers.parse(manifest?.answers ?? {});
  const needed = NEED_THE_BUS.has(contract.kind);
  return {
    eventBus: needed || eventBus === true,
    workflowEngine: workflowEngine ?? 'builtin',
    ...(recordedOrigin(manifest) === 'foreign' && { contractOrigin: 'foreign' }),
  };
}

/** A version is its folder: another number in the contract would make a second one, and leave this one behind. */
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

function contractOf(
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

/** Nodes that may do steps of each version's workflow; null where the contract of such a node cannot be read, which is reported with the links. */
async function nodesOfVersions(
  versions: readonly NodeVersion[],
  node: string,
  project: ProjectContracts,
  originIn: (version: NodeVersion) => Origin,
): Promise<readonly (readonly ReadNode[])[] | null> {
  const nodes: (readonly ReadNode[])[] = [];
  for (const version of versions) {
    // A contract without a workflow need not be read for that.
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

/** The message about a node that is not rendered. */
type Unrendered = Pick<RecordedUnit, 'inConflict' | 'absent'>;

/** A node that is not rendered: all of it stays as it was generated, edits included. */
function leftAsIs(node: string, recorded: RecordedState, why: Unrendered): UnitInput | null {
  if (recorded.manifest === null || !recorded.hasTexts) return null;
  return { recorded: true, root: `nodes/${node}`, state: recorded, ...why };
}

/** The contract is its owner's: the generator wants there what it wrote itself, so that no edit counts as its own. */
function withBaseContract(files: readonly GeneratedFile[], version: NodeVersion): GeneratedFile[] {
  const { folder } = version;
  const base = version.base();
  return files.map((file) =>
    base !== null && file.path === `${folder}/contract.yaml` ? { ...file, contents: base } : file,
  );
}

async function renderVersion(
  version: NodeVersion,
  contract: Contract,
  olderVersions: readonly string[],
  node: string,
  manifest: Manifest | null,
  nodes: readonly ProjectNode[],
  commands: ProjectCommands,
): Promise<Unit> {
  const answers = answersOf(manifest, contract);
  const rendered = renderNode(contract, version.contract, { generatorVersion: GENERATOR_VERSION }, answers, {
    templateRoot: GENERATORS_ROOT,
    olderVersions,
    nodes,
    commands,
  });
  const unit = answers.eventBus ? await injectInto(rendered, contract, manifest !== null) : rendered;
  return {
    ...unit,
    name: folderName(node),
    root: `nodes/${node}`,
    files: withBaseContract(unit.files, version),
  };
}

/**
 * A node that cannot be rendered as long as one of its contracts cannot be read: all stays as it was generated, edits
 * included.
 */
function asRecorded(
  node: string,
  recorded: RecordedState,
  unread: readonly NodeVersion[],
  absent: readonly AbsentFolder[],
): UnitInput | null {
  if (recorded.manifest === null || !recorded.hasTexts) refuseUnread(unread, node);
  const conflict = unread.find((version) => version.unread === 'in conflict');
  const inConflict = conflict === undefined ? null : `${conflict.folder}/contract.yaml`;
  return leftAsIs(node, recorded, { inConflict, absent });
}

/** Renders the project around the nodes as this generator would make it today, with the runtime it brings. */
export async function upgradedProject(project: ProjectAnswers): Promise<Unit> {
  const runtime = await runtimeSource(project.runtimeVersion ?? undefined);
  return renderProject(project, runtime, { templateRoot: GENERATORS_ROOT });
}

export interface RenderingAgain {
  /** Even what was rendered from the very same before. */
  readonly anew?: boolean;
  /** The node's store, where it was read already. */
  readonly recorded?: RecordedState;
  /** Contracts of the project, for a run that renders many of its nodes. */
  readonly project?: ProjectContracts;
  /** What a command changes in the node before it is rendered. */
  readonly edits?: NodeEdits | undefined;
  /** Deleted files and folders to restore: POSIX, from the project's root. */
  readonly restore?: readonly string[] | undefined;
}

/**
 * Renders a node of a project as this generator would make it today, from its contract and the answers in its store,
 * every version of it. A node that was rendered from the very same before is not rendered again.
 * @param node Name of its folder.
 * @returns null for a folder that holds no version of a node.
 * @throws UserError for a broken contract or store.
 */
export async function upgradedNode(
  root: string,
  node: string,
  {
    anew = false,
    recorded: known,
    project = projectContracts(root),
    edits,
    restore = [],
  }: RenderingAgain = {},
): Promise<UnitInput | null> {
  const recorded = known ?? (await readUnit(root, `nodes/${node}`, GENERATOR_VERSION));
  const all = versionsOf(join(root, 'nodes', node), recorded, edits);
  if (all.length === 0) return null;
  const { absent, ...restored } = deletedVersions(node, all, restore);
  // A version that is restored is rendered from the contract that the generator last wrote.
  const versions = all
    .filter(({ unread, folder }) => unread !== 'gone' || restored.rendered.includes(folder))
    .map((version) => (version.unread === 'gone' ? { ...version, unread: null } : version));
  const unrendered = versions.length === 0 ? all : versions.filter(({ unread }) => unread !== null);
  if (unrendered.length > 0) return asRecorded(node, recorded, unrendered, absent);
  const { manifest } = recorded;
  // The owner may have made a contract from elsewhere the project's own, by a line of the manifest beside it.
  const originIn = ({ folder }: NodeVersion): Origin =>
    originOf(join(root, 'nodes', node, folder, 'contract.yaml'), recordedOrigin(manifest));
  const nodes = await nodesOfVersions(versions, node, project, originIn);
  if (nodes === null) return leftAsIs(node, recorded, { absent });
  // Texts of the store that were lost can only be rendered, and a version that is removed has to leave the records.
  const stands = !anew && edits === undefined && recorded.hasTexts && manifest?.source !== undefined;
  if (stands && manifest.source === sourceOf(manifest.answers, versions, nodes.flat())) {
    return { recorded: true, root: `nodes/${node}`, state: recorded, absent };
  }
  const latest = await renderVersions(node, versions, {
    manifest,
    originIn,
    nodes,
    project,
    others: recordedFiles(restored.recorded, recorded),
  });
  const source = sourceOf(latest.answers, versions, nodes.flat());
  const edited = versions.flatMap((one): [string, string][] =>
    one.isEdited ? [[`${one.folder}/contract.yaml`, one.contract]] : [],
  );
  return {
    ...latest,
    state: recorded,
    ...(source !== undefined && { source }),
    ...(edited.length > 0 && { edited: new Map(edited) }),
    absent,
    ...(edits && edits.versions.size > 0 && { removedFolders: [...edits.versions] }),
  };
}

/** What the versions of a node are rendered with. */
interface VersionsRendering {
  readonly manifest: Manifest | null;
  originIn(version: NodeVersion): Origin;
  /** Nodes that may do the steps of each version. */
  readonly nodes: readonly (readonly ReadNode[])[];
  readonly project: ProjectContracts;
  /** Files of versions that are not rendered. */
  readonly others: Iterable<readonly [string, GeneratedFile]>;
}

/** Renders all versions of a node, oldest first. */
async function renderVersions(
  node: string,
  versions: readonly NodeVersion[],
  { manifest, originIn, nodes, project, others }: VersionsRendering,
): Promise<Unit> {
  const files = new Map<string, GeneratedFile>(others);
  // The generated files must not depend on the environment of the user who runs the upgrade.
  const commands = projectCommands(project.root, {});
  let latest: Unit | null = null;
  for (const [index, version] of versions.entries()) {
    const older = versions.slice(0, index).map(({ folder }) => folder);
    const contract = contractOf(version, node, originIn(version), project);
    latest = await renderVersion(version, contract, older, node, manifest, nodes[index]!, commands);
    // What lies beside the folders of the versions speaks of the newest.
    for (const file of latest.files) files.set(file.path, file);
  }
  return { ...latest!, files: [...files.values()] };
}

/**
 * Renders a node from contracts that need not be on disk.
 * @param node Its folder below `nodes/`.
 * @param origin Whose contract a version has.
 * @throws UserError for a contract, of the node or of one that it drives, that cannot be read.
 */
export async function renderedNode(
  node: string,
  versions: readonly NodeVersion[],
  {
    manifest,
    origin,
    project,
  }: {
    readonly manifest: Manifest | null;
    readonly origin: (version: NodeVersion) => Origin;
    readonly project: ProjectContracts;
  },
): Promise<Unit> {
  const nodes = await nodesOfVersions(versions, node, project, origin);
  if (nodes === null)
    throw new UserError(
      'ERR_ONEX_INVALID_CONTRACT',
      `nodes/${node} drives a node whose contract cannot be read`,
    );
  return renderVersions(node, versions, { manifest, originIn: origin, nodes, project, others: [] });
}
