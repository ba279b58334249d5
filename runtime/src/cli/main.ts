#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --disable-warning=TimeoutNegativeWarning
import { nodeProblem } from './node-version.ts';

// Loaded afterwards: an older Node would fail at the imports, in words that help nobody.
const problem = nodeProblem(process.versions.node);
if (problem === null) {
  const { runCli } = await import('./run-cli.ts');
  process.exitCode = await runCli(process.argv.slice(2));
} else {
  console.error(problem);
  process.exitCode = 1;
}
