export { parseCorrelation } from './correlation.ts';
export { DeadlineError, startDeadline, type Deadline } from './deadline.ts';
export { parseDuration } from './duration.ts';
export { commandHelp, programHelp } from './help.ts';
export { COMMON_OPTIONS, parseArguments } from './parse-arguments.ts';
export { placeOfVariables } from './place-of-variables.ts';
export {
  defineCommand,
  type Arguments,
  type Command,
  type CommandContext,
  type OptionSpec,
  type OptionSpecs,
  type OptionValues,
} from './types.ts';
