/**
 * Whole processes: `onex effect` in a project against hygen and plop, each writing the same number of files of the
 * same size. onex does more meanwhile: it injects the event bus, verifies, merges and commits all or nothing.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alternate } from '../lib/alternate.ts';
import { phaseRows, phasesOf } from '../lib/phases.ts';
import { timesOf, timesRows } from '../lib/process-times.ts';
import { printTable } from '../lib/table.ts';
import { type Sample, writeHygenTemplates, writePlopfile } from './rivals.ts';

const ROUNDS = 15;
const repository = path.resolve(import.meta.dirname, '../..');
const onex = path.join(repository, 'dist/bin/onex.js');
const require = createRequire(import.meta.url);

const binOf = (name: string, bin: string) =>
  path.join(path.dirname(require.resolve(`${name}/package.json`)), bin);

function samplesBelow(project: string, node: string): Sample[] {
  return readdirSync(path.join(project, 'nodes', node), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.onex'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      path: path.relative(project, file).replaceAll(path.sep, '/'),
      text: readFileSync(file, 'utf8'),
    }));
}

export async function run(): Promise<void> {
  if (!existsSync(onex)) throw new Error('dist/bin/onex.js is missing: npm run build');
  const scratch = mkdtempSync(path.join(tmpdir(), 'onex-bench-'));
  try {
    const project = path.join(scratch, 'project');
    timesOf([onex, 'project', project, '--yes', '--quiet'], scratch);

    const effect = ['effect', 'payment', '--domain', 'billing', '--yes'];
    const sample = path.join(scratch, 'sample');
    cpSync(project, sample, { recursive: true });
    timesOf([onex, ...effect], sample);
    const samples = samplesBelow(sample, 'node_billing_payment_effect');

    const hygen = path.join(scratch, 'hygen');
    writeHygenTemplates(hygen, samples, 'payment');
    const plop = path.join(scratch, 'plop');
    writePlopfile(plop, samples, 'payment');

    let count = 0;
    const fresh = (template: string) => {
      const folder = path.join(scratch, `run-${(count += 1)}`);
      cpSync(template, folder, { recursive: true });
      return folder;
    };
    const plopBin = binOf('plop', 'bin/plop.js');
    const hygenBin = binOf('hygen', 'dist/bin.js');
    const contestants = [
      { name: 'onex effect', run: () => timesOf([onex, ...effect], fresh(project)) },
      { name: 'node -e 0', run: () => timesOf(['-e', '0'], scratch) },
      { name: 'hygen', run: () => timesOf([hygenBin, 'node', 'new', '--name', 'payment'], fresh(hygen)) },
      { name: 'plop', run: () => timesOf([plopBin, 'node', 'payment'], fresh(plop)) },
    ];
    const times = await alternate(contestants, { rounds: ROUNDS });
    console.log(`${samples.length} files each, ${ROUNDS} rounds; ms: median (min–max)`);
    printTable(
      ['', 'wall ms', 'onex / it', 'CPU ms', 'onex / it'],
      timesRows(
        contestants.map(({ name }) => name),
        times,
        (first, own) => first / own,
      ),
    );
    console.log('targets: onex / plop ≤ 0.6, onex / hygen ≤ 1.0');
    const runs = Array.from({ length: ROUNDS }, () => phasesOf(onex, effect, fresh(project)));
    console.log('\nonex effect by phase; ms');
    printTable(['phase', 'median', 'min'], phaseRows(runs));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
