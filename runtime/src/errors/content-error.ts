import { OnexError, type OnexErrorOptions } from './onex-error.ts';

const BRAND = Symbol.for('onex-runtime/ContentError');

/**
 * A message whose content can never be processed, however often it is tried: not JSON, no payload, or rejected by the
 * model. It goes to the dead-letter topic. A handler's own VALIDATION_ERROR is different: it becomes the failed event.
 */
export class ContentError extends OnexError {
  override readonly name = 'ContentError';
  readonly [BRAND] = true;

  /** `message` names the fault, and never quotes the content, because it is logged and published. */
  constructor(message: string, options: OnexErrorOptions = {}) {
    super('VALIDATION_ERROR', message, options);
  }
}

/** Whether the message that raised this error belongs on the dead-letter topic. */
export function isContentError(error: unknown): error is ContentError {
  return error instanceof Error && BRAND in error;
}
