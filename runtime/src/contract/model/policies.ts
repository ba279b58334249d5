export interface RetryPolicy {
  /** Retries after the first attempt. */
  readonly maxRetries: number;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  readonly exponentialBase: number;
  /** Error codes or names; empty: every error that is not a content error. */
  readonly retryOn: readonly string[];
}

export interface CircuitBreakerPolicy {
  readonly failureThreshold: number;
  readonly timeoutMs: number;
}

export interface CachePolicy {
  readonly maxEntries: number;
  readonly ttlMs: number | null;
}

export interface Idempotency {
  readonly enabled: boolean;
  /** Fields of the payload whose values name a message; empty: its envelope_id does. */
  readonly hashFields: readonly string[];
}

export interface HealthCheck {
  readonly enabled: boolean;
  readonly intervalMs: number | null;
  readonly timeoutMs: number | null;
  readonly checks: readonly { readonly name: string; readonly critical: boolean }[];
}
