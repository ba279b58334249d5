import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectCommands, type PackageManager } from 'onex-runtime/project';
import { failureKeys } from '../../../lib/errors/index.ts';
import type { Plan, Report } from '../../../lib/reconcile/index.ts';
import { changeFolder } from '../../../lib/report/index.ts';
import { passSignals } from '../../../lib/signals/index.ts';
import type { Session } from '../session/index.ts';

/** A change of package.json also changes the lock file, which some package managers refuse in CI. */
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

/** How an incomplete installation ended. */
interface Failure {
  readonly reason: string;
  readonly interrupted: boolean;
}

/**
 * Installs the packages of a project with its package manager, whose output goes to standard error. Signals are
 * forwarded to the package manager, and its end is awaited. Null: the packages are installed.
 */
async function installProject(root: string, quiet: boolean): Promise<Failure | null> {
  const { manager } = projectCommands(root, {});
  const signals = passSignals();
  const child = spawn(manager, ['install', ...FLAGS[manager], ...(quiet ? SILENT[manager] : [])], {
    cwd: root,
    env: { ...process.env, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  signals.passTo(child);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    const interrupted = signals.received() ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? signal : null);
    if (interrupted !== null) return { reason: `was interrupted by ${interrupted}`, interrupted: true };
    if (code === 0) return null;
    return {
      reason: code === null ? `was ended by ${signal}` : `ended with exit code ${code}`,
      interrupted: false,
    };
  } catch (error) {
    return { reason: `cannot be started: ${(error as Error).message}`, interrupted: false };
  } finally {
    signals.stop();
  }
}

/**
 * Installs packages after a run that requested it, unless the run wrote nothing or was interrupted.
 * @returns the report of the run, which lists the written files even if the installation failed
 */
export async function installAfter(report: Report, { given, place, cwd }: Session): Promise<Report> {
  const { json } = report;
  const settled = (json.status === 'done' || json.status === 'unchanged') && !report.interrupted;
  if (given['install'] !== true || given['dry-run'] === true || !settled) return report;
  const failure = await installProject(place.root, given['json'] === true || given['quiet'] === true);
  if (failure === null) return report;
  const { install } = projectCommands(place.root, {});
  const files = report.changed.length === 0 ? 'no file had to change' : 'the files are written';
  const error = `${files}, but ${install} ${failure.reason}; run it again in ${place.root}`;
  return {
    ...report,
    json: { ...json, status: 'error', error, ...failureKeys('ERR_ONEX_INSTALLATION') },
    next: [...report.next, ...[changeFolder(cwd, place.root) ?? []].flat(), install],
    uninstalled: error,
    interrupted: failure.interrupted,
  };
}

/** Whether the project's packages have to be installed again after a run. */
export function changesPackages({ files }: Plan): boolean {
  return files.some(
    ({ path, action }) => path === 'package.json' && ['update', 'merge', 'create'].includes(action),
  );
}
