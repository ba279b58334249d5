import type { Contract } from 'onex-runtime/contract';
import {
  effectHandlers,
  effectTestView,
  handlerFiles,
  handlerTable,
  type FileSpec,
  type NodeView,
} from '../../lib/render/index.ts';

/** What an effect has beside the shared files: a handler per operation, and the store they share. */
export function effectFiles(view: NodeView, contract: Contract): FileSpec[] {
  const handlers = effectHandlers(view.operations, view, view.definitions);
  const store = {
    storeClass: `Store${view.pascal}`,
    storeFunction: `store${view.pascal}`,
    recordType: `${view.pascal}Record`,
    requestType: `${view.pascal}Request`,
  };
  const { pascal, snake } = view;
  const table = handlerTable(contract, handlers, { given: 'container', pascal, snake });
  return [
    {
      path: 'node.ts',
      template: 'effect/templates/node.ts.ejs',
      view: table,
    },
    ...handlerFiles(handlers).map((operation): FileSpec => ({
      path: `handlers/${operation.handlerFile}.ts`,
      template: `effect/templates/handler_${operation.use}.ts.ejs`,
      view: { ...store, operation },
    })),
    { path: `handlers/store_${view.snake}.ts`, template: 'effect/templates/store.ts.ejs', view: store },
    ...(table.usesBackends
      ? [{ path: `handlers/${table.backendFile}.ts`, template: 'node/templates/backend.ts.ejs', view: table }]
      : []),
    {
      path: 'node.test.ts',
      template: 'effect/templates/node.test.ts.ejs',
      view: effectTestView(handlers, view.definitions),
    },
  ];
}
