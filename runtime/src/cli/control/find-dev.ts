import { projectCommands } from '../../project/index.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { CliError } from '../cli-error.ts';
import { createControlClient, SilenceError, type ControlClient } from './client.ts';
import { readEndpoint, type Endpoint } from './endpoint-file.ts';

export interface RunningDev {
  readonly endpoint: Endpoint;
  readonly client: ControlClient;
}

const RETRY_MS = 200;
/** A process that its supervisor restarts is back after about two seconds, if nothing is wrong. */
const PATIENCE_MS = 15_000;

/** Time limits, in ms. */
interface Patience {
  /** For an answer. */
  readonly silenceMs?: number;
  /** For a process that is being started. */
  readonly startMs?: number;
}

/**
 * The `dev` that runs with a state directory. A file of a killed process is stale: no process answers to its token,
 * even if another process has its process ID or its port by now. Null if none runs.
 */
export async function findDev(stateDirectory: string): Promise<RunningDev | null> {
  const found = await look(stateDirectory);
  return found === 'silent' ? null : found;
}

async function look(stateDirectory: string, silenceMs?: number): Promise<RunningDev | 'silent' | null> {
  const endpoint = readEndpoint(stateDirectory);
  if (endpoint === null) return null;
  try {
    await createControlClient(endpoint, silenceMs).directory();
    return { endpoint, client: createControlClient(endpoint) };
  } catch (error) {
    if (error instanceof SilenceError) return 'silent';
    if (error instanceof CliError) return null;
    throw error;
  }
}

/**
 * The same, but waits for one that is being restarted. Null if none runs.
 * @throws CliError if one runs but its nodes do not, because another bus must not be used instead.
 */
export async function presentDev(
  stateDirectory: string,
  { silenceMs, startMs = PATIENCE_MS }: Patience = {},
): Promise<RunningDev | null> {
  const end = performance.now() + startMs;
  for (;;) {
    // Both ports are asked at the same time, because after a kill other programs, which do not answer, may use them.
    const supervisor = supervisorAnswers(stateDirectory);
    supervisor.catch(() => {});
    const found = await look(stateDirectory, silenceMs);
    if (found !== null && found !== 'silent') return found;
    if (!(await supervisor)) return null;
    if (performance.now() >= end)
      throw new CliError(
        found === 'silent'
          ? 'dev runs in this project, but does not answer: a handler blocks its event loop. Press Ctrl-C in its terminal, and start it again'
          : 'dev waits for a file change, because its nodes could not be started; see its output',
      );
    await pause(RETRY_MS);
  }
}

/** Whether a `dev` or its supervisor runs. */
export async function devAnswers(stateDirectory: string): Promise<boolean> {
  const supervisor = supervisorAnswers(stateDirectory);
  supervisor.catch(() => {});
  return (await findDev(stateDirectory)) !== null || supervisor;
}

/** The same as `presentDev`. @throws CliError too when none runs. */
export async function requireDev(stateDirectory: string): Promise<RunningDev> {
  const dev = await presentDev(stateDirectory);
  if (dev !== null) return dev;
  throw new CliError(
    `dev is not running in this project. Start it in another terminal: ${projectCommands(process.cwd()).run('dev')}`,
  );
}

/** Waits for the next process of a running supervisor. Null if there is none, or the signal was aborted. */
export async function nextDev(stateDirectory: string, signal: AbortSignal): Promise<RunningDev | null> {
  while (!signal.aborted && (await supervisorAnswers(stateDirectory))) {
    const dev = await findDev(stateDirectory);
    if (dev !== null) return dev;
    await pause(RETRY_MS, undefined, { signal }).catch(() => {});
  }
  return null;
}

/** Waits until a `dev` runs. Any user or program may start it. Null if the signal was aborted. */
export async function comingDev(stateDirectory: string, signal: AbortSignal): Promise<RunningDev | null> {
  while (!signal.aborted) {
    const dev = await findDev(stateDirectory);
    if (dev !== null) return dev;
    await pause(RETRY_MS, undefined, { signal }).catch(() => {});
  }
  return null;
}

/** The `dev` that runs. If none answers, calls `onWait` with the reason, and waits for the next one. */
export async function awaitDev(
  stateDirectory: string,
  onWait: (reason: string) => void,
): Promise<RunningDev> {
  try {
    const dev = await presentDev(stateDirectory);
    if (dev !== null) return dev;
    onWait('dev is not running in this project');
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    onWait(error.message);
  }
  return (await comingDev(stateDirectory, new AbortController().signal))!;
}

/**
 * Whether the supervisor of a `dev` runs. Its process ID proves nothing, because another process may have it by now.
 */
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
