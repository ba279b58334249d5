import { reducerTestView, reducerView, type FileSpec, type NodeView } from '../../lib/render/index.ts';
import type { Contract } from 'onex-runtime/contract';

/**
 * Returns the additional files of a reducer: its intents, a file for each action and guard of its machine, and the
 * conversion of stored entities if it stores any.
 */
export function reducerFiles(view: NodeView, contract: Contract): FileSpec[] {
  const machine = reducerView(contract, view);
  return [
    { path: 'node.ts', template: 'reducer/templates/node.ts.ejs', view: machine },
    ...(machine.intentsName === null
      ? []
      : [{ path: 'intents.ts', template: 'reducer/templates/intents.ts.ejs', view: machine }]),
    ...(machine.persistent
      ? [{ path: 'migrate.ts', template: 'reducer/templates/migrate.ts.ejs', view: machine }]
      : []),
    ...machine.actions.map((part): FileSpec => ({
      path: `handlers/${part.file}.ts`,
      template: `reducer/templates/action_${part.does}.ts.ejs`,
      view: { ...machine, part },
    })),
    ...machine.guards.map((part): FileSpec => ({
      path: `handlers/${part.file}.ts`,
      template: 'reducer/templates/guard.ts.ejs',
      view: { ...machine, part },
    })),
    {
      path: 'node.test.ts',
      template: 'reducer/templates/node.test.ts.ejs',
      view: reducerTestView(contract, view.operations, machine.actions),
    },
  ];
}
