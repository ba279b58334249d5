/**
 * The commands to run after a project was made, in the shell of the user. A command that is printed can be pasted
 * and works.
 */
export { findsNodePackage, isRuntimeInstalled, nextSteps, programFor } from './next-steps.ts';
export { nodeOfShell } from './node-of-shell.ts';
