import { type OnexError, isOnexError } from './onex-error.ts';
import { isNodeFault } from './store/node-fault.ts';

/**
 * Whether the bus, a store, or something else the node depends on is unavailable (096, 122), or the node itself must be
 * repaired first. The message then waits, and is neither dead-lettered nor answered with a failed event.
 */
export function isInfrastructureError(error: unknown): error is OnexError {
  if (!isOnexError(error)) return false;
  return error.code === 'EVENT_BUS_ERROR' || error.code === 'DEPENDENCY_UNAVAILABLE' || isNodeFault(error);
}
