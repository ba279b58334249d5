/**
 * Launches the nodes of `dev` on one transport. No node is launched before the settings of all of them are read. It
 * must not know the supervisor or the terminal.
 */
export type { DevEnvironment } from './config.ts';
export { launchAll, type RunningNode } from './launch.ts';
export { loadNodes } from './load.ts';
