#!/usr/bin/env node
// The entry of the built program, which is CommonJS: it loads on any Node, so a version that is too old gets a message
// with the required version. All other code is loaded through a code cache.
import { nodeProblem } from 'onex-cli-kit';
import { cachedRequire } from './code-cache.ts';
import type * as Program from './main.ts';
import { prepareShortRun } from './short-run.ts';

/** Set by the build: identifies the exact bytes of its output. */
declare const BUNDLE: string;

const problem = nodeProblem('onex', process.versions.node);
if (problem === null) {
  const argv = process.argv.slice(2);
  const [command] = argv;
  // Changing V8 settings takes a millisecond, so help and the version do not change them.
  const works = command !== undefined && /^(?!help$|version$)[a-z]/i.test(command);
  const shared = works && prepareShortRun() ? 'commands' : 'all';
  const load = cachedRequire(import.meta.filename, { key: BUNDLE, command, shared });
  const { main } = load('./main.js') as typeof Program;
  void main(argv);
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
