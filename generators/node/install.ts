import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { UserError } from '../../lib/errors/index.ts';
import type { Plan } from '../../lib/reconcile/index.ts';

/**
 * Runs `npm install` in a project, its output passed through to standard error.
 * Throws a UserError when npm cannot be started or fails; the generated files are there by then.
 */
export async function installProject(root: string, quiet: boolean): Promise<void> {
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

/** Whether the project's packages have to be installed again after a run. */
export function changesPackages({ files }: Plan): boolean {
  return files.some(
    ({ path, action }) => path === 'package.json' && ['update', 'merge', 'create'].includes(action),
  );
}
