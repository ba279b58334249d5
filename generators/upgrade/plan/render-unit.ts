import { join } from 'node:path';
import { originOf, type Origin } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { GENERATOR_VERSION, GENERATORS_ROOT, runtimeSource } from '../../../lib/package/index.ts';
import {
  readUnit,
  type AbsentFolder,
  type Manifest,
  type RecordedState,
  type RecordedUnit,
  type UnitInput,
} from '../../../lib/reconcile/index.ts';
import { projectContracts, type NodeEdits, type ProjectContracts } from '../../../lib/project/index.ts';
import {
  type NodeVersion,
  recordedOrigin,
  refuseUnread,
  versionsOf,
} from '../../../lib/project/versions/index.ts';
import type { ProjectAnswers, Unit } from '../../../lib/render/index.ts';
import { renderProject } from '../../app/render.ts';
import { sourceOf } from '../../node/plan/index.ts';
import { nodesOfVersions } from './contracts-of-versions.ts';
import { deletedVersions, recordedFiles } from './deleted-versions.ts';
import { renderVersions } from './render-versions.ts';

/** Why a node is not rendered. */
type Unrendered = Pick<RecordedUnit, 'inConflict' | 'absent'>;

/** Returns a node that is not rendered, so all of its files stay unchanged; null if its records are missing. */
function leftAsIs(node: string, recorded: RecordedState, why: Unrendered): UnitInput | null {
  if (recorded.manifest === null || !recorded.hasTexts) return null;
  return { recorded: true, root: `nodes/${node}`, state: recorded, ...why };
}

/**
 * Returns a node that cannot be rendered, because one of its contracts cannot be read. All of its files stay unchanged.
 * @throws UserError if its records are missing, too.
 */
function unrenderedUnit(
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

/** Renders the project around the nodes with this generator and its runtime. */
export function upgradedProject(project: ProjectAnswers): Unit {
  const runtime = runtimeSource(project.runtimeVersion ?? undefined);
  return renderProject(project, runtime, { templateRoot: GENERATORS_ROOT });
}

export interface UpgradedNodeOptions {
  /** Render the node even if its sources have not changed. */
  readonly evenIfUnchanged?: boolean;
  /** The node's records, if they were already read. */
  readonly recorded?: RecordedState;
  /** Contracts of the project, for a run that renders many of its nodes. */
  readonly project?: ProjectContracts;
  /** Changes that a command makes in the node before it is rendered. */
  readonly edits?: NodeEdits | undefined;
  /** Deleted files and folders to restore: POSIX, relative to the project's root. */
  readonly restore?: readonly string[] | undefined;
}

/**
 * Renders all versions of a node with this generator, from their contracts and the answers in the node's store. A node
 * whose sources have not changed since it was last rendered is not rendered again.
 * @param node Name of its folder.
 * @returns null for a folder that contains no version of a node
 * @throws UserError for a broken contract or store.
 */
export async function upgradedNode(
  root: string,
  node: string,
  {
    evenIfUnchanged = false,
    recorded: known,
    project = projectContracts(root),
    edits,
    restore = [],
  }: UpgradedNodeOptions = {},
): Promise<UnitInput | null> {
  const recorded = known ?? (await readUnit(root, `nodes/${node}`, GENERATOR_VERSION));
  const all = versionsOf(join(root, 'nodes', node), recorded, edits);
  if (all.length === 0) return null;
  const { absent, ...restored } = deletedVersions(node, all, restore);
  // A restored version is rendered from the contract that the generator last wrote.
  const versions = all
    .filter(({ unread, folder }) => unread !== 'gone' || restored.rendered.includes(folder))
    .map((version) => (version.unread === 'gone' ? { ...version, unread: null } : version));
  const unrendered = versions.length === 0 ? all : versions.filter(({ unread }) => unread !== null);
  if (unrendered.length > 0) return unrenderedUnit(node, recorded, unrendered, absent);
  const { manifest } = recorded;
  // A line in the manifest next to a contract from another tool may make it the project's own.
  const originIn = ({ folder }: NodeVersion): Origin =>
    originOf(join(root, 'nodes', node, folder, 'contract.yaml'), recordedOrigin(manifest));
  const nodes = await nodesOfVersions(versions, node, project, originIn);
  if (nodes === null) return leftAsIs(node, recorded, { absent });
  // Lost texts of the store can only be rendered again, and a removed version must be removed from the records.
  const mayStay =
    !evenIfUnchanged && edits === undefined && recorded.hasTexts && manifest?.source !== undefined;
  if (mayStay && manifest.source === sourceOf(manifest.answers, versions, nodes.flat())) {
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

/**
 * Renders a node from contracts that need not be on disk.
 * @param node Its folder below `nodes/`.
 * @param origin Returns the origin of a version's contract.
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
