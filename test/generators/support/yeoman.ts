import { join } from 'node:path';
import helpers from 'yeoman-test';
import Add from '../../../generators/add/index.ts';
import App from '../../../generators/app/index.ts';
import Compute from '../../../generators/compute/index.ts';
import Effect from '../../../generators/effect/index.ts';
import AnyNode from '../../../generators/node/index.ts';
import Orchestrator from '../../../generators/orchestrator/index.ts';
import Reducer from '../../../generators/reducer/index.ts';
import Remove from '../../../generators/remove/index.ts';
import Upgrade from '../../../generators/upgrade/index.ts';
import { ROOT } from '../../support/built.ts';

export const KINDS = {
  app: App,
  effect: Effect,
  orchestrator: Orchestrator,
  compute: Compute,
  reducer: Reducer,
  node: AnyNode,
  add: Add,
  remove: Remove,
  upgrade: Upgrade,
};

export type Kind = keyof typeof KINDS;

/**
 * A run in yeoman-environment, as `yo` does it, in a folder. yeoman-test forces every file unless it is told not to,
 * here and in the options.
 */
export function runOf(
  kind: Kind,
  cwd: string,
  Generator: unknown = KINDS[kind],
): ReturnType<typeof helpers.create> {
  const settings = {
    namespace: `onex:${kind}`,
    resolved: join(ROOT, 'generators', kind, 'index.ts'),
    cwd,
    tmpdir: false,
    autoCleanup: false,
  };
  return helpers.create(Generator as never, settings as never, { force: false } as never);
}
