import type { Contract } from 'onex-runtime/contract';
import {
  orchestratorTestView,
  isRouted,
  orchestratorView,
  routesTestView,
  routesView,
  type FileSpec,
  type NodeView,
} from '../../lib/render/index.ts';

/** Returns the additional files of an orchestrator without an execution graph: a handler for each of its routes. */
function routedFiles(view: NodeView, contract: Contract): FileSpec[] {
  const routes = routesView(contract, view);
  const templates = 'orchestrator/templates/routes';
  return [
    { path: 'node.ts', template: `${templates}/node.ts.ejs`, view: routes },
    { path: 'emissions.ts', template: `${templates}/emissions.ts.ejs`, view: routes },
    ...routes.handlers.map((handler): FileSpec => ({
      path: `handlers/${handler.handlerFile}.ts`,
      template: `${templates}/handler.ts.ejs`,
      view: { handler },
    })),
    {
      path: 'node.test.ts',
      template: `${templates}/node.test.ts.ejs`,
      view: routesTestView(contract, view.operations),
    },
  ];
}

/** Returns the additional files of an orchestrator: its workflow, the types of its steps, and a file for each step. */
export function orchestratorFiles(view: NodeView, contract: Contract): FileSpec[] {
  if (isRouted(contract)) return routedFiles(view, contract);
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
