import { projectLinks } from '../../project/index.ts';
import { ofContract, type Finding } from './check.ts';

/** What is wrong between the nodes of a project: steps, topics, and fields that no longer fit. */
export function checkProjectLinks(root: string): Finding[] {
  return projectLinks(root).map((found) => {
    const { rule, nodes, step, operation } = found;
    return {
      ...ofContract(`links ${nodes[0] ?? ''}`, found),
      rule,
      ...(step !== undefined && { step }),
      ...(operation !== undefined && { operation }),
    };
  });
}
