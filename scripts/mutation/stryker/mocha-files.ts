/**
 * Loaded by `--import` into every process of Stryker. Its mocha runner 10.0.0 requires files of mocha's command line
 * without an extension, as they were called before mocha 12 renamed them.
 */
import { registerHooks } from 'node:module';

const RENAMED = /[\\/]mocha[\\/]lib[\\/]cli[\\/][\w-]+$/;

registerHooks({
  resolve: (specifier, context, next) =>
    next(RENAMED.test(specifier) ? `${specifier}.cjs` : specifier, context),
});
