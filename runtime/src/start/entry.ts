/**
 * `onex-runtime/start`, the first import of a start_node.ts. It loads nearly nothing, and sets up Node, so the script
 * can load its node from the cache of compiled code. A shebang cannot do this: the `env` of BusyBox has no `-S`.
 */
import { enableCompileCache, muteWarnings } from './process/index.ts';
import type { LaunchOptions, LaunchedNode, NodeClass } from './launch.ts';
import type { NodeBase } from '../node/index.ts';
import { reportLoadErrors } from './loading/report.ts';
import type { StartOptions } from './start-options.ts';

muteWarnings();
enableCompileCache();
/** Reports errors of the modules that a start script loads before it calls `start`. */
const endLoading = reportLoadErrors();

export type { LaunchOptions, LaunchedNode, NodeClass, StartOptions };
export { busState, type BusState } from './bus-state.ts';
export { startHost, withStartHost, type StartHost } from './host.ts';

/**
 * The entire work of a start_node.ts: reads flags, environment, and config file, launches the node, stops it at SIGINT,
 * SIGTERM, or SIGHUP, and ends the process. Resolves when the node is launched. It never throws: an error is one line
 * on standard error and exit code 1.
 */
export async function start(nodeClass: NodeClass, options: StartOptions): Promise<void> {
  const implementation = await import('./start.ts');
  endLoading();
  await implementation.start(nodeClass, options);
}

/** Creates a node, serves its health, and initializes it. If that fails, everything that was opened is closed again. */
export async function launchNode<N extends NodeBase>(
  nodeClass: NodeClass<N>,
  options: LaunchOptions,
): Promise<LaunchedNode<N>> {
  return (await import('./launch.ts')).launchNode(nodeClass, options);
}
