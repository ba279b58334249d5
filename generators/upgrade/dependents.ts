import type { ProjectContracts } from '../../lib/project/index.ts';
import { mayDoSteps } from '../node/plan/index.ts';
import type { Scope } from './scope.ts';

/**
 * Adds the nodes that are rendered from the contracts of others in the scope: orchestrators that drive them. A contract
 * that cannot be read adds nothing; whoever renders that node reports it.
 */
export async function withDependents(scope: Scope, project: ProjectContracts): Promise<Scope> {
  const all = await project.names();
  const nodes = new Set(scope.nodes);
  const left: string[] = [];
  for (const node of all) {
    if (!nodes.has(node) && (await project.text(node)).includes('workflow_coordination')) left.push(node);
  }
  for (const node of left) {
    const contract = (await project.newest(node))?.contract;
    if (contract == null) continue;
    for (const driven of scope.nodes) {
      if (!(await mayDoSteps(project, driven, contract))) continue;
      nodes.add(node);
      break;
    }
  }
  return { ...scope, nodes: [...nodes].toSorted() };
}
