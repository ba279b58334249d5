import { effectHandlers, effectTestView, type FileSpec, type NodeView } from '../../lib/render/index.ts';

/** What an effect has beside the shared files: a handler per operation, and the store they share. */
export function effectFiles(view: NodeView): FileSpec[] {
  const handlers = effectHandlers(view.operations, view, view.definitions);
  const store = {
    storeClass: `Store${view.pascal}`,
    storeFunction: `store${view.pascal}`,
    recordType: `${view.pascal}Record`,
    requestType: `${view.pascal}Request`,
  };
  return [
    { path: 'node.ts', template: 'effect/templates/node.ts.ejs', view: { handlers } },
    ...handlers.map((operation): FileSpec => ({
      path: `handlers/${operation.handlerFile}.ts`,
      template: `effect/templates/handler_${operation.use}.ts.ejs`,
      view: { ...store, operation },
    })),
    { path: `handlers/store_${view.snake}.ts`, template: 'effect/templates/store.ts.ejs', view: store },
    {
      path: 'node.test.ts',
      template: 'effect/templates/node.test.ts.ejs',
      view: effectTestView(handlers, view.definitions),
    },
  ];
}
