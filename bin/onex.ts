#!/usr/bin/env node
// The entry of the built program, which is CommonJS: it loads on any Node, so a Node that is too old gets a message with the version that it
// needs, and reads all else through a cache of code.
import { nodeProblem } from 'onex-cli-kit';
import { cachedRequire } from './code-cache.ts';
import type * as Program from './main.ts';
import { prepareShortRun } from './short-run.ts';

/** Put in by the build: names the exact bytes of what it built. */
declare const BUNDLE: string;

const problem = nodeProblem('onex', process.versions.node);
if (problem === null) {
  const argv = process.argv.slice(2);
  const [command] = argv;
  // To change settings of V8 takes a millisecond, which help and the version do without.
  const works = command !== undefined && /^(?!help$|version$)[a-z]/i.test(command);
  const shared = works && prepareShortRun() ? 'commands' : 'all';
  const load = cachedRequire(import.meta.filename, { key: BUNDLE, command, shared });
  const { main } = load('./main.js') as typeof Program;
  void main(argv);
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
