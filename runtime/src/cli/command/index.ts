export { parseCorrelation } from './correlation.ts';
export { DeadlineError, startDeadline, type Deadline } from './deadline.ts';
export { parseDuration } from './duration.ts';
export { commandHelp, programHelp } from './help.ts';
export { COMMON_OPTIONS, commandArguments } from './parse-arguments.ts';
export { placeOfVariables } from './place-of-variables.ts';
export { defineCommand, type Command, type CommandContext } from './types.ts';
