import type { Contract } from 'onex-runtime/contract';
import {
  computeHandlers,
  computeTestView,
  handlerFiles,
  handlerTable,
  type FileSpec,
  type NodeView,
} from '../../lib/render/index.ts';

/** Returns a compute's own files in addition to the shared ones: a handler per operation. */
export function computeFiles(view: NodeView, contract: Contract): FileSpec[] {
  const handlers = computeHandlers(view.operations, contract.algorithm);
  const { pascal, snake } = view;
  const table = handlerTable(contract, handlers, { given: '', pascal, snake });
  return [
    {
      path: 'node.ts',
      template: 'compute/templates/node.ts.ejs',
      view: table,
    },
    ...handlerFiles(handlers).map((operation): FileSpec => ({
      path: `handlers/${operation.handlerFile}.ts`,
      template: `compute/templates/${operation.factors === null ? 'handler' : 'handler_weighted'}.ts.ejs`,
      view: { operation },
    })),
    ...(table.usesBackends
      ? [{ path: `handlers/${table.backendFile}.ts`, template: 'node/templates/backend.ts.ejs', view: table }]
      : []),
    {
      path: 'node.test.ts',
      template: 'compute/templates/node.test.ts.ejs',
      view: computeTestView(handlers, view.definitions),
    },
  ];
}
