export { NODE_NAME } from './argument.ts';
export { OPTIONS, optionsOf } from './definitions.ts';
export { parseCommandLine } from './parse.ts';
export { closest, didYouMean } from './suggest.ts';
export type * from './types.ts';
export { optionValue } from './values.ts';
export { readYeomanOptions, yeomanOptions } from './yeoman.ts';
