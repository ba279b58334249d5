/**
 * Restarts the process of `dev` when files change or when it ends, and stops it. If the supervisor is killed, the
 * process ends, too. It must not know the nodes.
 */
export { takeSupervisor } from './supervisor-connection.ts';
export { stopRequested } from './stop-request.ts';
export { GRACE_MS, supervise } from './supervise.ts';
