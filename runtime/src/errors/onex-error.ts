import { type ErrorCode, wireCode } from './codes.ts';
import { errorText } from './error-text.ts';

/** An error as it goes over the wire, inside a failed event's payload. */
export interface OnexErrorJson {
  readonly message: string;
  readonly error_code: string;
  readonly status: 'error';
  readonly correlation_id: string | null;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface OnexErrorOptions {
  /** Details that help to understand the failure. They are published, so they must not contain secrets. */
  readonly context?: Record<string, unknown>;
  readonly correlationId?: string;
  readonly cause?: unknown;
}

/** Marks instances across copies of this package: `instanceof` fails where two versions are installed. */
const BRAND = Symbol.for('onex-runtime/OnexError');

/** The one error of ONEX nodes: a numbered code, a message of one line, JSON context. */
export class OnexError extends Error {
  override readonly name: string = 'OnexError';
  readonly code: ErrorCode;
  readonly context: Readonly<Record<string, unknown>>;
  readonly correlationId: string | null;
  readonly timestamp: string;
  readonly [BRAND] = true;

  constructor(code: ErrorCode, message: string, options: OnexErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.context = options.context ?? {};
    this.correlationId = options.correlationId ?? null;
    this.timestamp = new Date().toISOString();
  }

  /** `ONEX_CORE_006_VALIDATION_ERROR`. */
  get wireCode(): string {
    return wireCode(this.code);
  }

  toJSON(): OnexErrorJson {
    return {
      message: this.message,
      error_code: this.wireCode,
      status: 'error',
      correlation_id: this.correlationId,
      timestamp: this.timestamp,
      context: this.context,
    };
  }

  override toString(): string {
    return `[${this.wireCode}] ${this.message}`;
  }
}

/** Whether a thrown value is an OnexError of this or another copy of the package. */
export function isOnexError(error: unknown): error is OnexError {
  return error instanceof Error && BRAND in error;
}

/** The error itself if it is an OnexError, otherwise one of `code` that has it as its cause. */
export function toOnexError(
  error: unknown,
  code: ErrorCode,
  options: Omit<OnexErrorOptions, 'cause'> = {},
): OnexError {
  if (isOnexError(error)) return error;
  return new OnexError(code, errorText(error), {
    ...options,
    cause: error,
  });
}
