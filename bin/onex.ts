#!/usr/bin/env node
// The entry of the built program, which is CommonJS: it loads on any Node, so that a too old one is told which it
// needs, and reads all else through a cache of code.
import { cachedRequire } from './code-cache.ts';
import type * as Program from './main.ts';

/** Put in by the build: names the exact bytes of what it built. */
declare const BUNDLE: string;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if ((major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major > 24) {
  const argv = process.argv.slice(2);
  const { main } = cachedRequire(import.meta.filename, BUNDLE, argv[0])('./main.js') as typeof Program;
  void main(argv);
} else {
  process.stderr.write(
    `onex needs Node 22.18 or later, or 24.11 or later; this is ${process.versions.node}\n`,
  );
  process.exitCode = 1;
}
