/**
 * Reads the project's own data: its package.json, package manager, runtime version, and the answers of earlier runs. A
 * file of the project that cannot be used is an error with its path. This folder does not write.
 */
export { olderRuntime } from './older-runtime.ts';
export { readPackage } from './own-package.ts';
export { commandsOfProject, projectAnswers } from './project-answers.ts';
