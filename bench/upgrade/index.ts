/**
 * `onex upgrade` of projects with 10, 100 and 1,000 nodes, as whole processes: with nothing to do, and to a version
 * whose templates differ by one line in one file of each node. The cost of a node is to stay the same.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { printTable } from '../lib/table.ts';
import { nextVersion } from '../../scripts/next-version.ts';
import { makeProject } from './project.ts';

const COUNTS = [10, 100, 1000];
const LIMITS = { nothingMs: 3000, changeMs: 20_000, megabytes: 512 };
const onex = path.resolve(import.meta.dirname, '../../dist/bin/onex.js');
/** Loaded into the measured process, to say at its end how much memory it had. */
const REPORT =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('maxrss='+process.resourceUsage().maxRSS))";

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
}

function measure(bin: string, cwd: string): Measured {
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ['--import', REPORT, bin, 'upgrade', '--quiet'], {
    cwd,
    encoding: 'utf8',
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 0) throw new Error(`onex upgrade ended with ${run.status}:\n${run.stdout}${run.stderr}`);
  return { milliseconds, megabytes: Number(/maxrss=(\d+)/.exec(run.stderr)?.[1]) / 1024 };
}

function row(count: number, what: string, { milliseconds, megabytes }: Measured, limit: number): string[] {
  const ratio = count === 1000 ? (milliseconds / limit).toFixed(2) : '';
  const perNode = (milliseconds / count).toFixed(2);
  return [`${count} nodes, ${what}`, milliseconds.toFixed(0), perNode, megabytes.toFixed(0), ratio];
}

export async function run(): Promise<void> {
  if (!existsSync(onex)) throw new Error('dist/bin/onex.js is missing: npm run build');
  const next = nextVersion('9.0.0');
  const rows: string[][] = [];
  for (const count of COUNTS) {
    const project = await makeProject(count);
    try {
      measure(onex, project);
      const nothing = measure(onex, project);
      const change = measure(next, project);
      rows.push(
        row(count, 'nothing to do', nothing, LIMITS.nothingMs),
        row(count, 'one change each', change, LIMITS.changeMs),
      );
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  }
  rmSync(path.resolve(next, '../../..'), { recursive: true, force: true });
  printTable(['', 'ms', 'ms per node', 'MB', 'of the limit'], rows);
  console.log(
    `Limits at 1,000 nodes: ${LIMITS.nothingMs} ms, ${LIMITS.changeMs} ms, ${LIMITS.megabytes} MB.`,
  );
}
