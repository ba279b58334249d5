#!/usr/bin/env node
// The entry links on any Node, so that a too old one is told which it needs: `enableCompileCache` is read from the
// default import, since importing it by name is a link error there, and all else is loaded after the check.
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if ((major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major > 24) {
  module.enableCompileCache?.();
  const { main } = await import('../lib/cli/main.ts');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(
    `onex needs Node 22.18 or later, or 24.11 or later; this is ${process.versions.node}\n`,
  );
  process.exitCode = 1;
}
