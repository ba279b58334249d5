/**
 * `npm run corpus:contracts -- DIR… [--stage generate|compile|route]` takes every contract below some folders through
 * reading, generating, type-checking, and the node's own test on the bus in memory. A file that describes something other
 * than a node is refused for that reason, and is counted apart. Prints a line for each contract that did not come through,
 * and the totals of each folder. Writes below `playground/` only. Exit code 1 where fewer than 98 % of the contracts of
 * nodes came through.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scriptArguments } from '../../command-line.ts';
import { compile } from './compile.ts';
import { findContracts } from './find.ts';
import { generate, isOfNoNode, STAGES } from './generate.ts';
import type { Row } from './generate.ts';
import { runTests } from './run-tests.ts';

/** All corpora together have 99 %; the older releases among them also have contracts that no message reaches. */
const LEAST = 0.98;
const root = resolve(import.meta.dirname, '../../..');
const { values, positionals } = scriptArguments({
  name: 'corpus:contracts',
  summary: 'Take every contract below some folders through reading, generating, compiling, and its test',
  usage: 'DIR…',
  options: {
    stage: {
      type: 'choice',
      choices: ['generate', 'compile', 'route'],
      description: 'the last stage; default: route',
    },
  },
  takes: { least: 1 },
});
const { stage = 'route' } = values;

const work = join(root, 'playground', 'contracts');
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const started = performance.now();
const byFolder = new Map<string, Row[]>();
let index = 0;
for (const folder of positionals) {
  const rows: Row[] = [];
  for (const found of findContracts(resolve(folder))) rows.push(await generate(found, index++, work));
  byFolder.set(folder, rows);
}
const all = [...byFolder.values()].flat();
const seconds = (performance.now() - started) / 1000;
if (stage !== 'generate') compile(all, work, root);
if (stage === 'route') await runTests(all, work);

const last = { generate: 'generated', compile: 'compiled', route: 'routed' }[stage];
for (const [folder, rows] of byFolder)
  for (const { path, reached, reason } of rows)
    if (reached !== last) console.log(`${join(folder, path)}: ${reached}: ${reason ?? ''}`);

/** How many rows came at least as far as a stage. */
const come = (rows: readonly Row[], stage: Row['reached']): number =>
  rows.filter(({ reached }) => STAGES.indexOf(reached) >= STAGES.indexOf(stage)).length;
console.log(`\ncontracts ${all.length}, read and generated in ${seconds.toFixed(1)} s`);
for (const [folder, rows] of byFolder) {
  const others = rows.filter(isOfNoNode).length;
  const counts = STAGES.slice(1).map((stage) => `${stage} ${come(rows, stage)}`);
  console.log(`${folder}: ${rows.length} contracts, ${others} of them not of a node; ${counts.join(', ')}`);
}
const ofNodes = all.length - all.filter(isOfNoNode).length;
const share = come(all, last as Row['reached']) / Math.max(1, ofNodes);
console.log(`${(100 * share).toFixed(2)} % of ${ofNodes} contracts of nodes ${last}`);
if (share < LEAST) process.exitCode = 1;
