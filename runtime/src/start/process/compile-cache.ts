import module from 'node:module';
import { cacheFolder } from 'onex-cli-kit';

/**
 * Stores compiled code and stripped types of this run for the next one: in `NODE_COMPILE_CACHE`, otherwise in the
 * user's cache folder. Code that is loaded before this call is not in the cache. Nothing is stored while coverage is
 * measured, because the cache makes it less exact.
 */
export function enableCompileCache(): void {
  const { NODE_COMPILE_CACHE, NODE_V8_COVERAGE } = process.env;
  if (NODE_V8_COVERAGE) return;
  const folder = NODE_COMPILE_CACHE || cacheFolder('onex-runtime');
  if (folder !== null) module.enableCompileCache(folder);
}
