import { projectCommands } from '../../project/index.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { CliError } from '../cli-error.ts';
import { createControlClient, type ControlClient } from './client.ts';
import { readEndpoint, type Endpoint } from './endpoint-file.ts';

export interface RunningDev {
  readonly endpoint: Endpoint;
  readonly client: ControlClient;
}

const RETRY_MS = 200;
/** A process that its supervisor starts again is back after about two seconds, if nothing is wrong. */
const PATIENCE_MS = 15_000;

/**
 * The `dev` that runs with a state directory. A file of a killed process is stale: nobody answers to its token, even if
 * another process has its process ID or its port by now. null: none runs.
 */
export async function findDev(stateDirectory: string): Promise<RunningDev | null> {
  const endpoint = readEndpoint(stateDirectory);
  if (endpoint === null) return null;
  const client = createControlClient(endpoint);
  try {
    await client.directory();
    return { endpoint, client };
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
}

/** A `dev`, and whether its supervisor runs where there is none. */
interface Search {
  readonly dev: RunningDev | null;
  readonly isSupervised: boolean;
}

/** Both ports are asked at the same time: after a kill, programs that say nothing may have them. */
async function search(stateDirectory: string): Promise<Search> {
  const supervisor = supervisorAnswers(stateDirectory);
  supervisor.catch(() => {});
  const dev = await findDev(stateDirectory);
  return { dev, isSupervised: dev !== null || (await supervisor) };
}

/** The same, waiting for one that is just being started again. */
async function searchPatiently(stateDirectory: string): Promise<Search> {
  const found = await search(stateDirectory);
  if (found.dev !== null || !found.isSupervised) return found;
  const dev = await nextDev(stateDirectory, AbortSignal.timeout(PATIENCE_MS));
  return { dev, isSupervised: dev !== null || (await supervisorAnswers(stateDirectory)) };
}

/** The `dev` that runs, waiting for one that is just being started again. null: none runs. */
export async function presentDev(stateDirectory: string): Promise<RunningDev | null> {
  return (await searchPatiently(stateDirectory)).dev;
}

/** Whether a `dev` or its supervisor runs. */
export async function devAnswers(stateDirectory: string): Promise<boolean> {
  return (await search(stateDirectory)).isSupervised;
}

/** The same as `presentDev`. @throws CliError when none runs. */
export async function requireDev(stateDirectory: string): Promise<RunningDev> {
  const { dev, isSupervised } = await searchPatiently(stateDirectory);
  if (dev !== null) return dev;
  throw new CliError(
    isSupervised
      ? 'dev waits for a file to change, because its nodes could not be started; see what it printed'
      : `dev is not running in this project. Start it in another terminal: ${projectCommands(process.cwd()).run('dev')}`,
  );
}

/** Waits for the next process of a supervisor that runs. null: there is none, or the signal was aborted. */
export async function nextDev(stateDirectory: string, signal: AbortSignal): Promise<RunningDev | null> {
  while (!signal.aborted && (await supervisorAnswers(stateDirectory))) {
    const dev = await findDev(stateDirectory);
    if (dev !== null) return dev;
    await pause(RETRY_MS, undefined, { signal }).catch(() => {});
  }
  return null;
}

/** Waits for a `dev`, whoever starts it. null: the signal was aborted. */
export async function comingDev(stateDirectory: string, signal: AbortSignal): Promise<RunningDev | null> {
  while (!signal.aborted) {
    const dev = await findDev(stateDirectory);
    if (dev !== null) return dev;
    await pause(RETRY_MS, undefined, { signal }).catch(() => {});
  }
  return null;
}

/** The `dev` that runs; where there is none, the next one, after `onWait` was called. */
export async function awaitDev(stateDirectory: string, onWait: () => void): Promise<RunningDev> {
  const dev = await presentDev(stateDirectory);
  if (dev !== null) return dev;
  onWait();
  return (await comingDev(stateDirectory, new AbortController().signal))!;
}

/** Whether the supervisor of a `dev` runs. Its process ID proves nothing, because another process may have it by now. */
export async function supervisorAnswers(stateDirectory: string): Promise<boolean> {
  const lifeline = readEndpoint(stateDirectory)?.lifeline;
  if (lifeline === undefined) return false;
  try {
    await createControlClient(lifeline).directory();
    return true;
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
}
