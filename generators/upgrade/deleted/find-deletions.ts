import { join } from 'node:path';
import { UserError } from '../../../lib/errors/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import { folderName, nodeNames } from '../../../lib/project/index.ts';
import { readVersions, versionsOf } from '../../../lib/project/versions/index.ts';
import { readUnit, type RecordedState } from '../../../lib/reconcile/index.ts';
import type { Scope } from '../scope.ts';

/** What was deleted by hand: a version's folder or contract, or a node that steps drive. */
export interface Deletion {
  /** POSIX, from the project's root. */
  readonly path: string;
  readonly node: string;
  /** Null: all of the node. */
  readonly folder: string | null;
  /** Whether the records of the node have what was generated. */
  readonly isRestorable: boolean;
  /** Steps that drive a node that is gone: `create_payment of node_billing_checkout_orchestrator`. */
  readonly steps: readonly string[];
}

function deletedVersions(root: string, node: string, recorded: RecordedState): Deletion[] {
  return versionsOf(join(root, 'nodes', node), recorded)
    .filter(({ unread }) => unread === 'gone')
    .map(({ folder, isFolderGone }) => {
      const path = `nodes/${node}/${folder}${isFolderGone ? '' : '/contract.yaml'}`;
      return { path, node, folder, isRestorable: true, steps: [] };
    });
}

/**
 * Steps of a node whose nodes were in the project when the node was rendered last, and are not any more: what was
 * generated then imports their types. A step may as well drive a node elsewhere.
 */
async function lostSteps(
  root: string,
  node: string,
  present: ReadonlySet<string>,
  recorded: RecordedState,
): Promise<readonly (readonly [lost: string, step: string])[]> {
  const { textOf } = recorded;
  const versions = (await readVersions(root, node, recorded)).filter(({ isGone }) => !isGone);
  return versions.flatMap(({ folder, contract }) => {
    const before = textOf(`${folder}/steps.ts`) ?? '';
    return (contract.workflow?.steps ?? []).flatMap((step) => {
      const lost = step.node;
      if (lost === null || !before.includes(`/${lost}/`) || present.has(lost)) return [];
      return [[lost, `${step.id} of ${node}`] as const];
    });
  });
}

/** What was deleted by hand from the nodes of a scope. A node that cannot be read does not affect the others. */
export async function findDeletions(root: string, { nodes }: Scope): Promise<readonly Deletion[]> {
  const present = new Set((await nodeNames(root)).map(folderName));
  const versions: Deletion[] = [];
  const lost = new Map<string, Set<string>>();
  for (const node of nodes) {
    const recorded = await readUnit(root, `nodes/${node}`, GENERATOR_VERSION);
    versions.push(...deletedVersions(root, node, recorded));
    try {
      for (const [gone, step] of await lostSteps(root, node, present, recorded))
        lost.set(gone, (lost.get(gone) ?? new Set()).add(step));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  const whole = [...lost].map(([node, steps]) => ({
    path: `nodes/${node}`,
    node,
    folder: null,
    isRestorable: false,
    steps: [...steps],
  }));
  return [...versions, ...whole];
}
