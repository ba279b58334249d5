import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from 'onex-runtime/contract';
import { removeCompensation, removeStep, type ContractEdit } from '../../contract/edit/index.ts';
import { UserError } from '../../errors/index.ts';
import { folderName, type EditedContract, type NodeEdits, type ProjectEdits } from '../index.ts';
import { editVersion, versionOf, type ReadVersion } from '../versions/index.ts';
import type { ReadProject } from './read-project.ts';
import type { Targets } from './targets.ts';
import { usesOf, type Loss, type Use } from './uses.ts';

/** The changes of a removal, and its other effects on the project. */
export interface Removal {
  readonly edits: ProjectEdits;
  readonly uses: readonly Use[];
  /** Contracts of the nodes that are removed completely. */
  readonly gone: readonly Contract[];
  /** Contracts of the remaining nodes after the removal. */
  readonly left: readonly Contract[];
}

type Part = { readonly version: ReadVersion; readonly edits: readonly ContractEdit[] };

/** Returns the remaining versions of each node that loses some. */
function versionsLeft(
  targets: Targets,
  { versions }: ReadProject,
): ReadonlyMap<string, readonly ReadVersion[]> {
  const left = new Map<string, readonly ReadVersion[]>();
  for (const { node, folder } of targets.versions) {
    const own = versions.filter((version) => version.node === node);
    versionOf(own, node, folder);
    const before = left.get(node) ?? own;
    left.set(
      node,
      before.filter((version) => version.folder !== folder),
    );
  }
  return left;
}

const newest = (versions: readonly ReadVersion[], node: string): ReadVersion | undefined =>
  versions.findLast((version) => version.node === node);

/** A step names the node that performs it. Several edits of the same contract are applied one after the other. */
function editsOfUses(uses: readonly Use[]): ReadonlyMap<ReadVersion, readonly ContractEdit[]> {
  const edits = new Map<ReadVersion, ContractEdit[]>();
  for (const { user, kind, name } of uses) {
    if (kind === 'topic') continue;
    const edit: ContractEdit =
      kind === 'step'
        ? (text, contract) => removeStep(text, contract, name)
        : (text) => removeCompensation(text, name);
    edits.set(user, [...(edits.get(user) ?? []), edit]);
  }
  return edits;
}

/** A node whose last versions were deleted by hand is removed completely. */
function withoutEmptied(targets: Targets, project: ReadProject): Targets {
  const left = versionsLeft(targets, project);
  const isEmptied = (node: string): boolean =>
    left.get(node)?.length === 0 &&
    project.versions.every((version) => version.node !== node || version.isGone);
  const emptied = new Set(targets.versions.map(({ node }) => node).filter(isEmptied));
  return {
    ...targets,
    nodes: [...new Set([...targets.nodes, ...emptied])],
    versions: targets.versions.filter(({ node }) => !emptied.has(node)),
  };
}

/**
 * Plans a removal: the contracts to edit, the nodes and versions to remove, and the steps that use them.
 * @param part Edits of one contract, if a part of it is removed.
 * @throws UserError for a version that does not exist, and for the only version of a node
 */
export function planRemoval(given: Targets, part: Part | null, project: ReadProject): Removal {
  const { versions } = project;
  const targets = withoutEmptied(given, project);
  const removed = new Set(targets.nodes);
  const left = versionsLeft(targets, project);
  for (const [node, own] of left) {
    if (own.length === 0)
      throw new UserError(
        'ERR_ONEX_IN_USE',
        `${node} would have no version left; remove the node instead: onex remove ${node}`,
      );
  }
  const edited = part && editVersion(part.version, part.edits);
  /** When a copy of a node is removed, the node still exists under its name. */
  const isKept = (node: string): boolean =>
    versions.some(
      (other) => !removed.has(other.node) && other.contract.name === newest(versions, node)?.contract.name,
    );
  const losses: Loss[] = [
    ...targets.nodes
      .filter((node) => !isKept(node))
      .map((node): Loss => ({
        node,
        before: newest(versions, node)?.contract ?? null,
        after: null,
      })),
    ...[...left].map(([node, own]): Loss => ({
      node,
      before: newest(versions, node)?.contract ?? null,
      after: own.at(-1)?.contract ?? null,
    })),
    ...(part && edited && part.version === newest(versions, part.version.node)
      ? [{ node: part.version.node, before: part.version.contract, after: edited.contract }]
      : []),
  ];
  const isRemoved = ({ node, folder }: ReadVersion): boolean =>
    removed.has(node) || (left.has(node) && !left.get(node)!.some((version) => version.folder === folder));
  const users = versions.filter((version) => !isRemoved(version) && !version.isGone);
  const uses = usesOf(losses, users);
  const nodes = new Map<string, { contracts: Map<string, EditedContract>; versions: Set<string> }>();
  const nodeEdits = (node: string): { contracts: Map<string, EditedContract>; versions: Set<string> } => {
    const own = nodes.get(node) ?? { contracts: new Map(), versions: new Set() };
    nodes.set(node, own);
    return own;
  };
  for (const { node, folder } of targets.versions) nodeEdits(node).versions.add(folder);
  if (part && edited) nodeEdits(part.version.node).contracts.set(part.version.folder, edited);
  const after = new Map<ReadVersion, Contract>(users.map((user) => [user, user.contract]));
  if (part && edited) after.set(part.version, edited.contract);
  for (const [user, edits] of editsOfUses(uses)) {
    const changed = editVersion(user, edits);
    nodeEdits(user.node).contracts.set(user.folder, changed);
    after.set(user, changed.contract);
  }
  return {
    edits: { nodes: nodes as ReadonlyMap<string, NodeEdits>, removed },
    uses,
    gone: targets.nodes.flatMap((node) => newest(versions, node)?.contract ?? []),
    left: [...after.values()],
  };
}

/** Returns config files about a single node: POSIX, from the project's root. */
export function configFilesOf(root: string, node: string): readonly string[] {
  return ['yaml', 'yml', 'json']
    .map((ending) => `config/${folderName(node)}.${ending}`)
    .filter((path) => existsSync(join(root, path)));
}
