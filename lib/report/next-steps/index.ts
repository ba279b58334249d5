/**
 * The commands to run after a project was created, in the user's shell. Each printed command works as pasted.
 */
export { findsNodePackage, isRuntimeInstalled, nextSteps, programFor } from './next-steps.ts';
export { nodeOfShell } from './node-of-shell.ts';
