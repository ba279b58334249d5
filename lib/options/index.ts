export { NODE_NAME } from './argument.ts';
export { OPTIONS, optionsOf } from './definitions.ts';
export { optionTable, parseCommandLine } from './parse.ts';
export type * from './types.ts';
export { optionValue, usageError } from './values.ts';
export { readYeomanOptions, yeomanOptions } from './yeoman.ts';
