/**
 * The options of all commands, as data. `--help`, the options of yo, the prompts, and docs/reference.md are derived
 * from it, so each option is defined once. It must not depend on what an option does.
 */
export { NODE_NAME, OPTIONS, optionsOf } from './definitions.ts';
export { optionTable, parseCommandLine } from './parse.ts';
export type * from './types.ts';
export { optionValue } from './values.ts';
export { readYeomanOptions, yeomanOptions } from './yeoman.ts';
