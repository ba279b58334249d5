import module from 'node:module';
import path from 'node:path';

/**
 * Keeps compiled code and stripped types of this run for the next: in `NODE_COMPILE_CACHE`, else in the home directory.
 * Not in the temporary folder, where another user could create the cache first. Code that is loaded before
 * this call is not in the cache. Nothing is kept while coverage is measured, because the cache makes it less exact.
 */
export function enableCompileCache(): void {
  const { HOME, USERPROFILE, NODE_COMPILE_CACHE, NODE_V8_COVERAGE } = process.env;
  const home = HOME || USERPROFILE;
  if (!home || NODE_V8_COVERAGE) return;
  module.enableCompileCache(NODE_COMPILE_CACHE || path.join(home, '.cache/onex-runtime'));
}
