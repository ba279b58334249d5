import type { Contract } from 'onex-runtime/contract';
import {
  orchestratorTestView,
  orchestratorView,
  type FileSpec,
  type NodeView,
} from '../../lib/render/index.ts';

/** What an orchestrator has beside the shared files: its workflow, the types of its steps, and a file for each step. */
export function orchestratorFiles(view: NodeView, contract: Contract): FileSpec[] {
  const workflow = orchestratorView(contract, view);
  return [
    { path: 'node.ts', template: 'orchestrator/templates/node.ts.ejs', view: workflow },
    ...(workflow.steps.length === 0
      ? []
      : [{ path: 'steps.ts', template: 'orchestrator/templates/steps.ts.ejs', view: workflow }]),
    { path: 'workflow.ts', template: 'orchestrator/templates/workflow.ts.ejs', view: workflow },
    ...workflow.steps.map((part): FileSpec => ({
      path: `handlers/${part.file}.ts`,
      template: 'orchestrator/templates/handler_step.ts.ejs',
      view: { ...workflow, part },
    })),
    {
      path: 'node.test.ts',
      template: 'orchestrator/templates/node.test.ts.ejs',
      view: { ...workflow, ...orchestratorTestView(contract, view.operations, workflow) },
    },
  ];
}
