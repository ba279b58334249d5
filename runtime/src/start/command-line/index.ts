/**
 * The arguments and the help of a start script. The options are those of `settings/`, so a new setting needs nothing
 * here.
 */
export { readArguments } from './arguments.ts';
export { helpText, versionOf } from './help.ts';
