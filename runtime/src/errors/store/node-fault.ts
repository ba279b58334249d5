import type { ErrorCode } from '../codes.ts';
import { OnexError, type OnexErrorOptions } from '../onex-error.ts';

const BRAND = Symbol.for('onex-runtime/NodeFault');

/**
 * This node cannot handle any message until someone repairs it: its store lacks a table or a right, cannot be opened,
 * or has another schema. The message is neither answered nor dead-lettered. The node stops consuming, reports the
 * fault, is not ready, and checks from time to time whether it was repaired.
 */
export class NodeFault extends OnexError {
  override readonly name = 'NodeFault';
  readonly [BRAND] = true;

  constructor(code: ErrorCode, message: string, options: OnexErrorOptions = {}) {
    super(code, message, options);
  }
}

export function isNodeFault(error: unknown): error is NodeFault {
  return error instanceof Error && BRAND in error;
}
