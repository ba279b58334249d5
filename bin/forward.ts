import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { constants } from 'node:os';
import { UserError } from '../lib/errors/index.ts';
import { findPlace, refuseConflicts } from '../lib/project/index.ts';

/** Where the project's own runtime has its command line. */
const RUNTIME_MAIN = 'node_modules/onex-runtime/dist/cli/main.js';

/**
 * Runs a command of the runtime that the project has installed, in the user's folder, and ends as it does: with its
 * exit code, or 128 and the signal's number. Throws a UserError when there is no project or it is not installed; what the
 * command is for is told all the same.
 */
export async function forward(argv: readonly string[]): Promise<void> {
  const { root, settings } = await findPlace(process.cwd(), undefined);
  const main = join(root, RUNTIME_MAIN);
  const asksHelp = argv.some((argument) => argument === '--help' || argument === '-h');
  if (asksHelp && (settings === null || !existsSync(main))) {
    const { runtimeHelp } = await import('./help.ts');
    process.stdout.write(runtimeHelp(argv[0]));
    return;
  }
  if (settings === null) {
    throw new UserError(
      `onex ${argv[0]} works inside a project, and ${root} is none; make one with onex project`,
    );
  }
  if (!asksHelp) refuseConflicts(root);
  if (!existsSync(main)) throw new UserError(`${root} has no onex-runtime installed; run npm install there`);
  const child = spawn(process.execPath, [main, ...argv], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself, being in the same group; this process waits for how it ends.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
