import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectCommands, type PackageManager } from 'onex-runtime/project';
import { UserError } from '../../lib/errors/index.ts';
import type { Plan, Report } from '../../lib/reconcile/index.ts';
import type { Session } from './session.ts';

/** A project that was just changed has another lock file, which some package managers refuse to write in CI. */
const FLAGS: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['--no-fund', '--no-audit'],
  pnpm: ['--no-frozen-lockfile'],
  yarn: [],
  bun: [],
};

/** Yarn 2 and later have no such option. */
const SILENT: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['--silent'],
  pnpm: ['--silent'],
  yarn: [],
  bun: ['--silent'],
};

/**
 * Installs the packages of a project with its package manager, whose output goes to standard error.
 * @throws UserError when the package manager cannot be started or fails; the generated files are there by then.
 */
async function installProject(root: string, quiet: boolean): Promise<void> {
  const { manager, install } = projectCommands(root, {});
  const child = spawn(manager, ['install', ...FLAGS[manager], ...(quiet ? SILENT[manager] : [])], {
    cwd: root,
    env: { ...process.env, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const failed = (reason: string): UserError =>
    new UserError(`the files are written, but ${install} ${reason}; run it again in ${root}`);
  const [code] = await once(child, 'exit').catch((error: Error) => {
    throw failed(`cannot be started: ${error.message}`);
  });
  if (code !== 0) throw failed(`ended with exit code ${code}`);
}

/** Installs packages after a run that was asked for it, unless the run wrote nothing or was interrupted. */
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
