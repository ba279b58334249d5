#!/usr/bin/env node
// Nothing is imported before it, because only this file can report that another one of the package is missing.
try {
  const { main } = await import('./program.ts');
  await main();
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
  const [said = ''] = message.split('\n');
  console.error(
    `onex-runtime is not installed completely (${said}): delete node_modules and install the packages again.`,
  );
  process.exitCode = 1;
}
