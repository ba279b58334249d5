import type { NodeClass } from './launch.ts';
import type { StartOptions } from './start-options.ts';

/** Takes a node that a start script passes to `start`, instead of running it. */
export type StartHost = (NodeClass: NodeClass, options: StartOptions) => void;

/** By name in the process, so a script with another copy of this package finds it too. */
const HOST = Symbol.for('onex-runtime/start-host');
const registry = globalThis as { [HOST]?: StartHost };

/**
 * While `work` runs, `start` passes nodes to `host` instead of running them. Several start scripts can then be imported
 * into one process unchanged.
 */
export async function withStartHost<Result>(host: StartHost, work: () => Promise<Result>): Promise<Result> {
  registry[HOST] = host;
  try {
    return await work();
  } finally {
    delete registry[HOST];
  }
}

/** The current host. Undefined if the start script runs on its own. */
export function startHost(): StartHost | undefined {
  return registry[HOST];
}
