/**
 * Retries, circuit breakers, limits, and caches of handlers, as the contract states them. Guarantees: an error
 * that the caller caused is never retried and never opens a circuit; waiting ends when the node shuts down.
 */
export { createLruCache, type LruCache } from './lru-cache.ts';
export { CircuitOpenError, createPolicyRunner, type CircuitState, type PolicyRunner } from './policies.ts';
export { isRetriedCode, retryDelayMs } from './retry.ts';
