/**
 * Reads the policies of a contract: retries, circuit breaker, cache, time limits, concurrency, health check, and what
 * identifies a message. Guarantees: of two forms of one policy the newer one counts, and a finding names the other one.
 */
export { readCache } from './cache.ts';
export { breakerAt, readCircuitBreaker } from './circuit-breaker.ts';
export { readSerialized, readTimeout, readWorkerThreads } from './execution.ts';
export { readHealthCheck } from './health-check.ts';
export { readIdempotency } from './idempotency.ts';
export { readRetry, retryAt } from './retry.ts';
