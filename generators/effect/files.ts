import type { Contract } from 'onex-runtime/contract';
import {
  effectHandlers,
  effectTestView,
  handlerFiles,
  handlerTable,
  type FileSpec,
  type NodeView,
} from '../../lib/render/index.ts';

/** Returns an effect's own files in addition to the shared ones: a handler per operation, and their common store. */
export function effectFiles(view: NodeView, contract: Contract): FileSpec[] {
  const handlers = effectHandlers(view.operations, view);
  const store = {
    storeClass: `Store${view.pascal}`,
    storeFunction: `store${view.pascal}`,
    ...storeTypes(view.pascal),
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
      template: `effect/templates/handler_${operation.record === null ? 'note' : 'record'}.ts.ejs`,
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

/** Returns `PaymentRecord`, or `Record3d` if the node's name cannot start an identifier. */
function storeTypes(pascal: string): { readonly recordType: string; readonly requestType: string } {
  const named = (what: string): string => (/^\d/.test(pascal) ? what + pascal : pascal + what);
  return { recordType: named('Record'), requestType: named('Request') };
}
