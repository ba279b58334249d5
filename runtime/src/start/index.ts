export { startHost, withStartHost, type StartHost } from './host.ts';
export { launchNode, type LaunchedNode, type LaunchOptions, type NodeClass } from './launch.ts';
export { busState, type BusState } from './bus-state.ts';
export { start } from './start.ts';
export type { StartOptions } from './start-options.ts';
