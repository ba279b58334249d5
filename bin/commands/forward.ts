import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { foldersUpFrom, projectCommands } from 'onex-runtime/project';
import { UserError } from '../../lib/errors/index.ts';
import { PACKAGE_ROOT } from '../../lib/package/index.ts';
import { findPlace, refuseConflicts } from '../../lib/project/index.ts';
import { passSignals } from '../../lib/signals/index.ts';

/**
 * Returns the command line of the runtime that Node.js finds from a project: in its own packages, or in those of a
 * workspace.
 */
function runtimeMain(root: string): string | null {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('onex-runtime/package.json');
    return join(dirname(manifest), 'dist/cli/main.js');
  } catch {
    return null;
  }
}

function notInstalled(root: string): UserError {
  const hasPnp = foldersUpFrom(root).some((folder) => existsSync(join(folder, '.pnp.cjs')));
  const remedy = hasPnp
    ? "Yarn Plug'n'Play is not supported: set nodeLinker: node-modules in .yarnrc.yml, and run yarn install"
    : `run ${projectCommands(root).install} there`;
  return new UserError('ERR_ONEX_RUNTIME_MISSING', `${root} has no onex-runtime installed; ${remedy}`);
}

/** With the program, `doctor --fix` sets up git's merge driver, which is a command of onex and not of the runtime. */
function environmentOf(command: string | undefined): NodeJS.ProcessEnv {
  if (command !== 'doctor') return process.env;
  return { ...process.env, ONEX_PROGRAM: join(PACKAGE_ROOT, 'dist/bin/onex.js') };
}

/**
 * Runs a command of the runtime that the project has installed, in the user's folder. Signals are passed on to it. This
 * process ends as the command does: with its exit code, or with 128 plus the number of the signal that ended it. Throws a
 * UserError when there is no project or the runtime is not installed; help is printed without both.
 */
export async function forward(argv: readonly string[]): Promise<void> {
  const { root, settings } = await findPlace(process.cwd(), undefined);
  const main = runtimeMain(root);
  const asksHelp = argv.some((argument) => argument === '--help' || argument === '-h');
  if (asksHelp && (settings === null || main === null)) {
    const { runtimeHelp } = await import('../help.ts');
    process.stdout.write(runtimeHelp(argv[0]));
    return;
  }
  if (settings === null) {
    throw new UserError(
      'ERR_ONEX_NO_PROJECT',
      `onex ${argv[0]} must be run in a project, and ${root} is not one; create one with onex project`,
    );
  }
  if (!asksHelp) refuseConflicts(root);
  if (main === null) throw notInstalled(root);
  if (!existsSync(main)) {
    throw new UserError(
      'ERR_ONEX_RUNTIME_MISSING',
      `${main} is missing; delete node_modules and run ${projectCommands(root).install} in ${root}`,
    );
  }
  const signals = passSignals();
  const child = spawn(process.execPath, [main, ...argv], { stdio: 'inherit', env: environmentOf(argv[0]) });
  signals.passTo(child);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
