/** The start of `onex`: what needs no generator against a bare node, and a table of an `onex effect` by phase. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alternate } from '../lib/alternate.ts';
import { importRows, phaseRows, phasesOf } from '../lib/phases.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const ROUNDS = 21;
const onex = path.resolve(import.meta.dirname, '../../dist/bin/onex.js');

function timed(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export async function run(): Promise<void> {
  if (!existsSync(onex)) throw new Error('dist/bin/onex.js is missing: npm run build');
  const commands = [
    ['-e', '0'],
    [onex, '--version'],
    [onex, '--help'],
  ];
  const contestants = commands.map((args) => ({ name: args.at(-1)!, run: () => timed(args) }));
  const times = await alternate(contestants, { rounds: ROUNDS });
  const bare = times[0] ?? [];
  console.log(`${ROUNDS} rounds; wall ms: median (min–max)`);
  printTable(
    ['', 'wall ms', 'it / node -e 0', 'minima'],
    ['node -e 0', 'onex --version', 'onex --help'].map((name, index) => [
      name,
      spread(times[index]!),
      (median(times[index]!) / median(bare)).toFixed(2),
      (Math.min(...times[index]!) / Math.min(...bare)).toFixed(2),
    ]),
  );
  console.log('target: ≤ 1.5 times node -e 0\n');

  const scratch = mkdtempSync(path.join(tmpdir(), 'onex-bench-'));
  try {
    phasesOf(onex, ['project', scratch, '--yes', '--quiet'], scratch);
    const runs = Array.from({ length: ROUNDS }, (_, round) =>
      phasesOf(onex, ['effect', `payment${round}`, '--yes', '--quiet'], scratch),
    );
    console.log(`onex effect by phase, ${ROUNDS} runs; ms`);
    printTable(['phase', 'median', 'min'], phaseRows(runs.slice(1)));
    console.log('targets: inject with loading ≤ 35 ms\n');
    console.log('its imports, each with those it leads to; ms');
    printTable(['module', 'median', 'min'], importRows(runs.slice(1)));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
