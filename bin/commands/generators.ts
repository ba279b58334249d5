import type { GeneratingCommand } from '../../lib/options/index.ts';

/** The classes by command, each loaded when it is asked for: for `onex`, and for `yo` when they are bundled. */
export const GENERATORS: Readonly<Record<GeneratingCommand, () => Promise<{ default: unknown }>>> = {
  project: () => import('../../generators/app/index.ts'),
  node: () => import('../../generators/node/index.ts'),
  effect: () => import('../../generators/effect/index.ts'),
  orchestrator: () => import('../../generators/orchestrator/index.ts'),
  compute: () => import('../../generators/compute/index.ts'),
  reducer: () => import('../../generators/reducer/index.ts'),
  'event-bus': () => import('../../generators/event-bus/index.ts'),
  add: () => import('../../generators/add/index.ts'),
  remove: () => import('../../generators/remove/index.ts'),
  upgrade: () => import('../../generators/upgrade/index.ts'),
  rename: () => import('../../generators/rename/index.ts'),
};
