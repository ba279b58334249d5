import { UserError } from '../../errors/index.ts';
import { GENERATOR_VERSION } from '../../package/index.ts';
import { readUnit, type RecordedState } from '../../reconcile/index.ts';
import type { ProjectContracts } from '../index.ts';
import { readVersions, type ReadVersion } from '../versions/index.ts';

export interface ReadProject {
  /** Every readable version of every node. */
  readonly versions: readonly ReadVersion[];
  /** Why the other nodes cannot be read, by node. */
  readonly unread: ReadonlyMap<string, string>;
  /** The records of each node. */
  readonly recorded: ReadonlyMap<string, RecordedState>;
}

/**
 * Reads all contracts of a project. A node that cannot be read is listed, because its uses of other nodes are unknown.
 */
export async function readProject(root: string, project: ProjectContracts): Promise<ReadProject> {
  const versions: ReadVersion[] = [];
  const unread = new Map<string, string>();
  const recorded = new Map<string, RecordedState>();
  for (const node of await project.names()) {
    try {
      const own = await readUnit(root, `nodes/${node}`, GENERATOR_VERSION);
      recorded.set(node, own);
      versions.push(...(await readVersions(root, node, own)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unread.set(node, error.message.split('\n')[0]!);
    }
  }
  return { versions, unread, recorded };
}
