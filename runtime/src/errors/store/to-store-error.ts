import { type OnexError as Failure, isOnexError, OnexError } from '../onex-error.ts';
import { classifyStoreError } from './classify.ts';
import { NodeFault } from './node-fault.ts';

export interface StoreDescription {
  /** At the beginning of a sentence: `The state in /var/lib/a.sqlite`. */
  readonly what: string;
  /** A remedy for an error that persists, as a sentence. */
  readonly remedy?: string;
}

/**
 * The error of a store as the runtime handles it: DEPENDENCY_UNAVAILABLE (the message waits), PROCESSING_ERROR (this
 * message fails), or a NodeFault with CONFIGURATION_ERROR (the node is not ready). It has the original as its cause.
 */
export function toStoreError(error: unknown, { what, remedy }: StoreDescription): Failure {
  if (isOnexError(error)) {
    return error.code === 'IMPORT_ERROR'
      ? new NodeFault('IMPORT_ERROR', error.message, { cause: error.cause })
      : error;
  }
  const text = (error instanceof Error ? error.message || error.name : String(error)).trim();
  const said = text.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
  // Node puts the whole URL, its password included, into this error, which would be logged.
  const options = (error as { code?: unknown } | null)?.code === 'ERR_INVALID_URL' ? {} : { cause: error };
  const end = remedy === undefined ? '' : ` ${remedy}`;
  switch (classifyStoreError(error)) {
    case 'transient':
      return new OnexError('DEPENDENCY_UNAVAILABLE', `${what} is unavailable: ${said}.${end}`, options);
    case 'node':
      return new NodeFault('CONFIGURATION_ERROR', `${what} cannot be used: ${said}.${end}`, options);
    case 'message':
      return new OnexError('PROCESSING_ERROR', `${what} does not accept this value: ${said}.`, options);
  }
}
