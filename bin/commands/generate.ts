import { join } from 'node:path';
import { SmallEnvironment, type HostedClass } from '../../lib/environment/index.ts';
import { parseCommandLine, type CommandDefinition, type GeneratingCommand } from '../../lib/options/index.ts';
import { GENERATORS_ROOT } from '../../lib/package/index.ts';
import { timed } from '../../lib/timings/index.ts';

/** The classes by command, each loaded on demand: for `onex`, and for `yo` if they are bundled. */
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

/** Runs a generating command to its end. Errors are thrown. */
export async function generate(command: CommandDefinition, argv: readonly string[]): Promise<void> {
  const { [command.argument.name]: positional, ...options } = parseCommandLine(command, argv);
  const { default: Generator } = await timed('load', GENERATORS[command.name]);
  const folder = command.name === 'project' ? 'app' : command.name;
  const args = [positional ?? []].flat().map(String);
  try {
    await new SmallEnvironment(process.cwd()).run(Generator as HostedClass, args, {
      ...options,
      program: 'onex',
      namespace: `onex:${folder}`,
      resolved: join(GENERATORS_ROOT, folder, 'index.js'),
    });
  } catch (error) {
    // Yeoman reads the settings before the command does, and reports conflict markers in them as broken JSON.
    if (/\.yo-rc\.json\b/.test(String(error))) {
      const { findPlace } = await import('../../lib/project/index.ts');
      await findPlace(process.cwd(), undefined);
    }
    throw error;
  }
}
