/** The start of `onex`: what needs no generator against a bare node, and a table of an `onex effect` by phase. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alternate } from '../lib/alternate.ts';
import { importRows, phaseRows, phasesOf } from '../lib/phases.ts';
import { timesOf, timesRows } from '../lib/process-times.ts';
import { printTable } from '../lib/table.ts';

const ROUNDS = 21;
const onex = path.resolve(import.meta.dirname, '../../dist/bin/onex.js');

export async function run(): Promise<void> {
  if (!existsSync(onex)) throw new Error('dist/bin/onex.js is missing: npm run build');
  const commands = [
    ['-e', '0'],
    [onex, '--version'],
    [onex, '--help'],
  ];
  const contestants = commands.map((args) => ({ name: args.at(-1)!, run: () => timesOf(args, tmpdir()) }));
  const times = await alternate(contestants, { rounds: ROUNDS });
  console.log(`${ROUNDS} rounds; ms: median (min–max)`);
  printTable(
    ['', 'wall ms', 'it / node -e 0', 'CPU ms', 'it / node -e 0'],
    timesRows(['node -e 0', 'onex --version', 'onex --help'], times, (first, own) => own / first),
  );
  console.log('target: ≤ 1.2 times node -e 0\n');

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
