/**
 * What all commands share: their options as data, from which the parser and the help are made, and the units of times.
 * A faulty option is reported before a command connects anywhere. It must not know any single command.
 */
export { parseCorrelation } from './correlation.ts';
export { DeadlineError, startDeadline, type Deadline } from './deadline.ts';
export { parseDuration } from './duration.ts';
export { commandHelp, programHelp } from './help.ts';
export { COMMON_OPTIONS, commandArguments } from './parse-arguments.ts';
export { placeOfVariables } from './place-of-variables.ts';
export { defineCommand, type Command, type CommandContext } from './types.ts';
