/**
 * `npm run corpus:contracts -- DIR [--stage read|generate|compile|route]` takes every contract below a folder through
 * reading, generating, type-checking as one program, and the node's own test on the bus in memory. Prints a line for
 * each that did not come through, and the totals. Writes below `playground/` only. Exit code 1 below 95 %.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compile } from './contracts/compile.ts';
import { findContracts } from './contracts/find.ts';
import { generate, STAGES } from './contracts/generate.ts';
import type { Row } from './contracts/generate.ts';
import { runTests } from './contracts/run-tests.ts';

const TARGET = 0.95;
const root = resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { stage: { type: 'string', default: 'route' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('Usage: npm run corpus:contracts -- DIR [--stage generate|compile|route]');
  process.exit(1);
}

const work = join(root, 'playground', 'contracts');
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const started = performance.now();
const rows: Row[] = [];
for (const [index, found] of findContracts(resolve(folder)).entries())
  rows.push(await generate(found, index, work));
const seconds = (performance.now() - started) / 1000;
if (values.stage !== 'generate') compile(rows, work, root);
if (values.stage === 'route') await runTests(rows, work);

const last = { generate: 'generated', compile: 'compiled', route: 'routed' }[values.stage] ?? 'routed';
for (const { path, reached, reason } of rows)
  if (reached !== last) console.log(`${path}: ${reached}: ${reason ?? ''}`);
const come = (stage: Row['reached']): number =>
  rows.filter(({ reached }) => STAGES.indexOf(reached) >= STAGES.indexOf(stage)).length;
console.log(`\ncontracts ${rows.length}, read and generated in ${seconds.toFixed(1)} s`);
for (const stage of STAGES.slice(1)) console.log(`${stage.padEnd(10)} ${come(stage)}`);
if (come(last as Row['reached']) < rows.length * TARGET) process.exitCode = 1;
