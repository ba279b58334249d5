/**
 * What a start changes in its process: the cache of compiled code, warnings that need no action, and signal handlers.
 * It imports no other folder of the runtime, because it is loaded before everything else.
 */
export { enableCompileCache } from './compile-cache.ts';
export { onSignals } from './signals.ts';
export { muteWarnings } from './warnings.ts';
