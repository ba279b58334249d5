import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Broker } from './broker.ts';
import { startWorker, type Worker } from './worker.ts';

/** Starts a process with a consumer group, or an environment, and a folder of its own. */
export type Start = (servers: string, run: string, folder: string) => Worker;

const node =
  (script: string, environment: NodeJS.ProcessEnv = {}): Start =>
  (servers, run, folder) =>
    startWorker(script, ['--kafka-servers', servers, '--port', '0'], {
      ONEX_ENVIRONMENT: run,
      ONEX_STATE_DIR: folder,
      ONEX_LOG_LEVEL: 'warn',
      ...environment,
    });

export const startEffect = node('effect/start_node.ts');
export const startTrip = (engine: string): Start => node('trip/start_node.ts', { BENCH_ENGINE: engine });
export const startLoop: Start = (servers, run, folder) => startWorker('loop.ts', [servers, run, folder]);
export const startNest: Start = (servers, run) => startWorker('nest.ts', [servers, run]);
export const startMoleculer: Start = (servers, run) => startWorker('moleculer.ts', [servers, run]);
export const startIdle: Start = (servers, run) => startWorker('idle.ts', [servers, run]);
export const startEcho: Start = (servers, run) => startWorker('echo.ts', [servers, run]);

let runs = 0;

/**
 * Gives a process what it needs, and cleans up after it.
 * @param run names its consumer group; without one it has a new one, which begins with the oldest record.
 */
export async function withWorker<T>(
  { servers }: Broker,
  start: Start,
  work: (worker: Worker) => Promise<T>,
  run = `run${(runs += 1)}`,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'onex-bench-bus-'));
  const worker = start(servers, run, folder);
  try {
    return await work(worker);
  } finally {
    await worker.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
