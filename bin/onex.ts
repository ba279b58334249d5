#!/usr/bin/env node
// The entry of the built program, which is CommonJS: it loads on any Node, so a Node that is too old gets a message with the version that it
// needs, and reads all else through a cache of code.
import { nodeProblem } from 'onex-cli-kit';
import { cachedRequire } from './code-cache.ts';
import type * as Program from './main.ts';

/** Put in by the build: names the exact bytes of what it built. */
declare const BUNDLE: string;

const problem = nodeProblem('onex', process.versions.node);
if (problem === null) {
  const argv = process.argv.slice(2);
  const { main } = cachedRequire(import.meta.filename, BUNDLE, argv[0])('./main.js') as typeof Program;
  void main(argv);
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
