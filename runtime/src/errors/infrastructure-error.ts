import { type OnexError, isOnexError } from './onex-error.ts';

/**
 * Whether the bus, a store or something else the node depends on is away (096, 122): the message is kept and tried
 * again, neither dead-lettered nor answered with a failed event.
 */
export function isInfrastructureError(error: unknown): error is OnexError {
  return isOnexError(error) && (error.code === 'EVENT_BUS_ERROR' || error.code === 'DEPENDENCY_UNAVAILABLE');
}
