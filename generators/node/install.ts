import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { UserError } from '../../lib/errors/index.ts';
import type { Plan, Report } from '../../lib/reconcile/index.ts';
import type { Session } from './session.ts';

/**
 * Runs `npm install` in a project, its output passed through to standard error.
 * Throws a UserError when npm cannot be started or fails; the generated files are there by then.
 */
async function installProject(root: string, quiet: boolean): Promise<void> {
  const flags = ['install', '--no-fund', '--no-audit', ...(quiet ? ['--silent'] : [])];
  const child = spawn('npm', flags, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const failed = (reason: string): UserError =>
    new UserError(`the files are written, but npm install ${reason}; run it again in ${root}`);
  const [code] = await once(child, 'exit').catch((error: Error) => {
    throw failed(`cannot be started: ${error.message}`);
  });
  if (code !== 0) throw failed(`ended with exit code ${code}`);
}

/** Runs `npm install` after a run that was asked for it, unless the run wrote nothing or was interrupted. */
export async function installAfter({ json, interrupted }: Report, { given, place }: Session): Promise<void> {
  const settled = (json.status === 'done' || json.status === 'unchanged') && !interrupted;
  if (given['install'] !== true || given['dry-run'] === true || !settled) return;
  await installProject(place.root, given['json'] === true || given['quiet'] === true);
}

/** Whether the project's packages have to be installed again after a run. */
export function changesPackages({ files }: Plan): boolean {
  return files.some(
    ({ path, action }) => path === 'package.json' && ['update', 'merge', 'create'].includes(action),
  );
}
