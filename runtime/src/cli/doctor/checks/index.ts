/**
 * The checks of `doctor`, one file for each thing that is checked. A check returns what it found and how to repair it;
 * it prints nothing.
 */
export { bad, good, type DoctorRule, type Finding } from './check.ts';
export { checkConfigDirectory } from './config-directory.ts';
export { checkDependencies } from './dependencies.ts';
export { checkProjectLinks } from './links.ts';
export { checkShellCommands, isInstalled } from './shell-commands.ts';
export { checkState } from './state.ts';
