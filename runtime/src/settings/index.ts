/**
 * The settings of the runtime. One table has every setting with its names, type, range, default, and text. The readers of
 * `start`, `dev`, `doctor`, the registrar, and classes with an event bus, the help texts, and the reference are derived
 * from it. Every fault is one line with its source: the flag, the variable, or the file and line.
 */
export { describeOption, LOG_LEVELS, OPTIONS, type SettingOption } from './options.ts';
export { describeVariable, faultyVariables, VARIABLES, type VariableProblem } from './other-variables.ts';
export { isWildcard } from './parse-value.ts';
export { projectAround, projectRootOf } from './project-root.ts';
export {
  readSetting,
  resolveSettings,
  sourceOf,
  type Environment,
  type SettingSources,
  type SourceValue,
} from './resolve.ts';
export { knownVariables, unknownVariables, type UnknownVariable } from './unknown-variables.ts';
export { UsageError } from './usage-error.ts';
