/**
 * Where the values of settings come from: flags, the environment, `.env`, and the config file, in this order of
 * precedence. Every fault is reported with its file, line, and column, or with its variable.
 */
export { configFileOf, configFilesOf, openConfigFile, type ConfigFile } from './config-file.ts';
export { configure } from './configure.ts';
export { loadEnvFile, placeInEnvironment, readEnvFile, withEnvFile, type EnvFile } from './env-file.ts';
export { missingVariables } from './environment-variables.ts';
export { ownSettings } from './own-settings.ts';
export { strayMessage, strayVariables } from './unknown-variables.ts';
export { variableProblems } from './variables.ts';
