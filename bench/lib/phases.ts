import { spawnSync } from 'node:child_process';
import { median } from './statistics.ts';

/** Runs `onex` once with its timings on: phase → milliseconds, in the order in which the phases ended. */
export function phasesOf(onex: string, args: readonly string[], cwd: string): Map<string, number> {
  const { status, stderr } = spawnSync(process.execPath, [onex, ...args], {
    cwd,
    env: { ...process.env, ONEX_TIMINGS: '1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`onex ${args.join(' ')} ended with ${status}:\n${stderr}`);
  const lines = stderr.matchAll(/^(.+) (\d+\.\d) ms$/gm);
  return new Map([...lines].map(([, phase = '', milliseconds]) => [phase, Number(milliseconds)]));
}

/** Rows of a table: each phase with median and minimum of the runs, in milliseconds. */
export function phaseRows(runs: readonly ReadonlyMap<string, number>[]): string[][] {
  return [...(runs[0]?.keys() ?? [])].map((phase) => {
    const times = runs.map((run) => run.get(phase) ?? 0);
    return [phase, median(times).toFixed(1), Math.min(...times).toFixed(1)];
  });
}
