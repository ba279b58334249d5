import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { median, spread } from './statistics.ts';

/** What one process took, in milliseconds. Processor time is less sensitive to other programs on the machine. */
export interface Times {
  readonly wall: number;
  /** User and system time of all threads; NaN if it is unknown. */
  readonly cpu: number;
}

const REPORT = path.join(import.meta.dirname, 'report-cpu.cjs');

/** Runs `node` with arguments to its end. Throws with its output when it fails. */
export function timesOf(args: readonly string[], cwd: string): Times {
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ['--require', REPORT, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 0)
    throw new Error(`${args.join(' ')} ended with ${run.status}:\n${run.stdout}${run.stderr}`);
  return { wall, cpu: Number(/cpu=(\d+)/.exec(run.stderr)?.[1]) / 1000 };
}

/** Processor time of a running process so far, from Linux's schedstat of its threads. */
export function cpuSoFar(pid: number): number {
  try {
    const tasks = `/proc/${pid}/task`;
    const ofTask = (id: string) => Number(readFileSync(`${tasks}/${id}/schedstat`, 'utf8').split(' ')[0]);
    return readdirSync(tasks).reduce((sum, id) => sum + ofTask(id), 0) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/**
 * Rows of a table: name, wall time, its ratio, processor time, its ratio.
 * @param ratio Which of the two medians is divided by the other: a row by the first row, or the first row by a row.
 */
export function timesRows(
  names: readonly string[],
  times: readonly (readonly Times[])[],
  ratio: (first: number, own: number) => number,
): string[][] {
  const of = (index: number, key: keyof Times) => times[index]!.map((one) => one[key]);
  return names.map((name, index) => [
    name,
    ...(['wall', 'cpu'] as const).flatMap((key) => [
      spread(of(index, key)),
      ratio(median(of(0, key)), median(of(index, key))).toFixed(2),
    ]),
  ]);
}
