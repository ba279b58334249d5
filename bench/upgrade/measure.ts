import { spawnSync } from 'node:child_process';

/** One whole process. */
export interface Measured {
  readonly milliseconds: number;
  /** The most it had in memory; NaN where nobody said. */
  readonly megabytes: number;
}

/** Loaded into a measured Node, to say at its end how much memory it had: `maxrss=` and kilobytes. */
const REPORT =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('maxrss='+process.resourceUsage().maxRSS))";

/** Runs a program to its end and takes its wall time. Throws with what it said when it fails. */
export function measure(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Measured {
  const start = process.hrtime.bigint();
  const run = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 0) {
    throw new Error(`${program} ${args.join(' ')} ended with ${run.status}:\n${run.stdout}${run.stderr}`);
  }
  return { milliseconds, megabytes: Number(/maxrss=(\d+)/.exec(run.stderr)?.[1]) / 1024 };
}

/** The same of a script for this Node. */
export function measureNode(script: string, args: readonly string[], cwd: string): Measured {
  return measure(process.execPath, ['--import', REPORT, script, ...args], { cwd });
}
