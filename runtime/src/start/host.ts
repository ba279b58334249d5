import type { NodeClass } from './launch.ts';
import type { StartOptions } from './start-options.ts';

/** Takes a node that a start script hands to `start`, in place of running it. */
export type StartHost = (NodeClass: NodeClass, options: StartOptions) => void;

/** By name in the process, so that a script with another copy of this package finds it too. */
const HOST = Symbol.for('onex-runtime/start-host');
const registry = globalThis as { [HOST]?: StartHost };

/**
 * While `work` runs, `start` hands nodes to `host` instead of running them: several start scripts can be imported into
 * one process and keep all that their owners wrote into them.
 */
export async function withStartHost<Result>(host: StartHost, work: () => Promise<Result>): Promise<Result> {
  registry[HOST] = host;
  try {
    return await work();
  } finally {
    delete registry[HOST];
  }
}

/** The host of the moment; undefined: the start script is on its own. */
export function startHost(): StartHost | undefined {
  return registry[HOST];
}
