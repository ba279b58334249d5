import { quote } from 'onex-cli-kit';
import { findCycle } from 'onex-runtime/contract';
import { z } from 'zod';
import { anyText, fault, texts } from './values.ts';

/** `execution_graph` of an orchestrator: unique ids, existing dependencies, and no cycle. */
export const executionGraph = z
  .looseObject({
    nodes: z
      .array(z.looseObject({ node_id: anyText, node_type: anyText, depends_on: texts.optional() }))
      .optional(),
  })
  .superRefine(({ nodes = [] }, context) => {
    const ids = new Set(nodes.map(({ node_id: id }) => id));
    const seen = new Set<string>();
    for (const [index, { node_id: id, depends_on: dependsOn = [] }] of nodes.entries()) {
      if (seen.has(id)) fault(context, ['nodes', index, 'node_id'], `step ${quote(id)} is listed twice`);
      seen.add(id);
      for (const [position, dependency] of dependsOn.entries()) {
        if (!ids.has(dependency)) {
          fault(context, ['nodes', index, 'depends_on', position], `${quote(dependency)} is not a step`);
        }
      }
    }
    const cycle = findCycle(nodes.map(({ node_id: id, depends_on: dependsOn = [] }) => ({ id, dependsOn })));
    if (cycle !== null)
      fault(context, ['nodes'], `the steps depend on each other in a cycle: ${cycle.join(' → ')}`);
  });
