/**
 * Starts a node: settings, container, health server, event bus, and shutdown.
 *
 * 1. Settings are read and checked completely before anything is opened. A faulty setting ends the start with one
 *    line.
 * 2. The health server answers before the node is initialized. The node is ready only after that.
 * 3. What was opened is closed again if the start fails.
 * 4. The first signal begins an orderly shutdown; a second one ends the process at once. After the shutdown timeout
 *    the process ends with code 1.
 * 5. A shutdown finishes the messages in handlers and closes the node first, then the health server, then the
 *    services.
 *
 * `entry.ts` loads nearly nothing, so that the cache of compiled code is active before the rest is loaded.
 */
export { withStartHost } from './host.ts';
export { launchNode, type LaunchedNode, type NodeClass } from './launch.ts';
export { busState } from './bus-state.ts';
