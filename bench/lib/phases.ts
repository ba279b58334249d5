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

const IMPORT = 'import ';

type Runs = readonly ReadonlyMap<string, number>[];

function rows(runs: Runs, isWanted: (name: string) => boolean): string[][] {
  const names = new Set(runs.flatMap((run) => [...run.keys()]).filter(isWanted));
  return [...names].map((name) => {
    const times = runs.map((run) => run.get(name) ?? 0);
    return [name, median(times).toFixed(1), Math.min(...times).toFixed(1)];
  });
}

/** Rows of a table: each phase with median and minimum of the runs, in milliseconds. */
export function phaseRows(runs: Runs): string[][] {
  return rows(runs, (name) => !name.startsWith(IMPORT));
}

/** The same of each module that was loaded, with those it led to, the slowest first. */
export function importRows(runs: Runs): string[][] {
  return rows(runs, (name) => name.startsWith(IMPORT))
    .map(([name = '', middle = '', least = '']) => [name.slice(IMPORT.length), middle, least])
    .toSorted((one, other) => Number(other[1]) - Number(one[1]));
}
