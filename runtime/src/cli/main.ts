#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --disable-warning=TimeoutNegativeWarning
import module from 'node:module';
import path from 'node:path';
import { nodeProblem } from './node-version.ts';
import { silenceWarnings } from './silence-warnings.ts';

if (!process.argv.includes('--debug')) silenceWarnings();
const problem = nodeProblem(process.versions.node);
if (problem === null) {
  // Compiled code and stripped types of this run serve the next, `dev --watch` above all. Not in the temporary folder,
  // where another user could put a cache of his own making first.
  const home = process.env['HOME'] ?? process.env['USERPROFILE'];
  if (home)
    module.enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? path.join(home, '.cache/onex-runtime'));
  // Loaded after the check: an older Node would fail at the imports, in words that help nobody.
  const { runCli } = await import('./run-cli.ts');
  const code = await runCli(process.argv.slice(2));
  if (code !== null) await end(code);
} else {
  console.error(problem);
  process.exitCode = 1;
}

/** Ends the process once its output is written, whatever timers and sockets the code of nodes has left behind. */
async function end(code: number): Promise<never> {
  const streams = [process.stdout, process.stderr];
  await Promise.all(streams.map((stream) => new Promise<unknown>((resolve) => stream.write('', resolve))));
  return process.exit(code);
}
