/**
 * `npm run test:mutation`, in the folder of the repository: plants small bugs (mutants) in production files and reports
 * those that no test notices. StrykerJS makes and runs them, in a copy of the repository. Guarantees: nothing outside the
 * copy and `.mutation/` is written; the same sample for the same seed and sources; no mutant is started after the time
 * bound; the last line is the score.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Arguments, readArguments } from './arguments.ts';
import { refusedByCompiler } from './compile.ts';
import { importers } from './imports.ts';
import { keyOf, type Mutant, mutantsOf, nameOf } from './mutants.ts';
import { areaTable, failureOf, scoreLine, survivorLines } from './report.ts';
import { type Result, resultsOf, reusable } from './results.ts';
import { shuffled } from './sample.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { runStryker } from './stryker/run.ts';
import { type Target, targets } from './targets.ts';
import { testFiles, testsFor } from './tests-for.ts';

const root = process.cwd();
const CACHE = join(root, '.mutation/results.json');

/** Tests that start the bundle need one that is built from the mutated files. */
const startsBundle = (path: string): boolean =>
  /built\.ts|process\.ts|runnable\.ts/.test(readFileSync(path, 'utf8'));

interface Choice {
  readonly chosen: readonly Mutant[];
  /** How many the compiler refused. */
  readonly refused: number;
}

async function runMutants(
  args: Arguments,
  sandbox: Sandbox,
  mutants: readonly Mutant[],
  deadline: number,
): Promise<Result[]> {
  const graph = importers(root);
  const all = testFiles(root);
  const paths = [...new Set(mutants.map(({ path }) => path))];
  const tests = Object.fromEntries(paths.map((path) => [path, testsFor(path, all, graph, args.tests)]));
  const chosenTests = [...new Set(Object.values(tests).flat())].toSorted();
  console.log(`${mutants.length} mutants in ${paths.length} files, ${chosenTests.length} test files`);
  if (chosenTests.length === 0)
    return mutants.map((mutant) => ({ ...mutant, outcome: 'survived', uncovered: true }));
  const { report, failed } = await runStryker({
    sandbox,
    mutants,
    testFiles: chosenTests,
    cache: CACHE,
    fresh: args.fresh,
    plan: {
      chosen: mutants.map(keyOf),
      tests,
      preload: paths.filter((path) => graph.modules.has(path)),
      deadline,
      bundle: chosenTests.some((path) => startsBundle(join(root, path))),
    },
  });
  for (const test of failed) console.log(`left out, because it fails without a mutant: ${test}`);
  if (existsSync(CACHE)) writeFileSync(CACHE, reusable(readFileSync(CACHE, 'utf8')));
  return resultsOf(report, mutants);
}

function print(results: readonly Result[], args: Arguments, refused: number): void {
  for (const line of survivorLines(results)) console.log(line);
  console.log(`\n${areaTable(results).join('\n')}\n`);
  if (refused > 0) console.log(`${refused} mutants left out, because the compiler refuses them`);
  const rest = results.filter(({ outcome }) => outcome === 'not run').length;
  if (rest > 0) console.log(`${rest} of ${results.length} mutants not run within ${args.minutes} minutes`);
  const failure = args.min === null ? null : failureOf(results, args.min);
  if (failure !== null) {
    console.log(failure);
    process.exitCode = 1;
  }
  console.log(scoreLine(results));
}

/** Leaves out what the compiler refuses. A sample is taken of what remains, so that it has its full size. */
function choose(sandbox: Sandbox, found: readonly Mutant[], { sample, seed }: Arguments): Choice {
  const size = sample ?? found.length;
  const order = sample === null ? found : shuffled(found, seed, nameOf);
  const kept = new Set<Mutant>();
  let refused = 0;
  for (let from = 0; from < order.length && kept.size < size; from += size) {
    const candidates = order.slice(from, from + size);
    const bad = refusedByCompiler(sandbox.repository, candidates);
    refused += bad.size;
    for (const mutant of candidates) if (kept.size < size && !bad.has(keyOf(mutant))) kept.add(mutant);
  }
  return { chosen: found.filter((mutant) => kept.has(mutant)), refused: sample === null ? refused : 0 };
}

async function main(args: Arguments): Promise<void> {
  const deadline = Date.now() + args.minutes * 60_000;
  const wanted: Target[] = targets(root, args);
  const found = await mutantsOf(root, wanted);
  if (found.length === 0) return print([], args, 0);
  const sandbox = createSandbox(root);
  process.once('exit', sandbox.remove);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
  const { chosen, refused } = choose(sandbox, found, args);
  print(chosen.length === 0 ? [] : await runMutants(args, sandbox, chosen, deadline), args, refused);
}

try {
  const args = readArguments(process.argv.slice(2));
  if (args !== null) await main(args);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
