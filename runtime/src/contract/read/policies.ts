import type { CachePolicy, CircuitBreakerPolicy, HealthCheck, Idempotency, RetryPolicy } from '../model.ts';
import { at, expectMapping, firstOf, isMapping, items } from './place.ts';
import type { Place } from './place.ts';
import { LONGEST_WAIT_MS, flag, milliseconds, number, word, words } from './scalars.ts';

const ERROR_KEYS = new Set([
  'retry_policy',
  'circuit_breaker',
  'error_types',
  'error_codes',
  'error_sanitization',
  'version',
  'description',
]);
const RETRY_KEYS = new Set([
  'max_retries',
  'max_attempts',
  'initial_delay_ms',
  'base_delay_ms',
  'max_delay_ms',
  'exponential_base',
  'backoff_multiplier',
  'backoff_strategy',
  'jitter_enabled',
  'jitter_factor',
  'retry_on',
  'retryable_errors',
  'version',
  'enabled',
  'circuit_breaker_enabled',
  'circuit_breaker_threshold',
  'circuit_breaker_timeout_ms',
  'timeout_ms',
  'retryable_status_codes',
  'retryable_exceptions',
]);
const BREAKER_KEYS = new Set([
  'enabled',
  'failure_threshold',
  'timeout_ms',
  'reset_timeout_ms',
  'half_open_max_requests',
  'half_open_max_calls',
  'half_open_requests',
  'per_backend',
  'backends',
  'success_threshold',
  'version',
]);

/** Without a policy an operation is tried once and three times again, as the ecosystem's headers say (`max_retries: "3"`). */
const DEFAULT_RETRY: RetryPolicy = {
  maxRetries: 3,
  initialDelayMs: 100,
  maxDelayMs: 5000,
  exponentialBase: 2,
  retryOn: [],
};

/** `error_handling.retry_policy`, else an effect's `retry_policies` or `effect_operations`' own, else the default. */
export function readRetry(root: Place): RetryPolicy {
  const handling = at(root, 'error_handling');
  expectMapping(handling, ERROR_KEYS);
  const place = firstOfMapping(
    at(handling, 'retry_policy'),
    at(root, 'retry_policies'),
    at(root, 'retry_policy'),
    at(at(root, 'effect_operations'), 'default_retry_policy'),
    at(at(root, 'effect'), 'retry_policy'),
  );
  if (place === null || !expectMapping(place, RETRY_KEYS)) return DEFAULT_RETRY;
  const attempts = number(at(place, 'max_attempts'), { min: 1, integer: true });
  const retries = number(at(place, 'max_retries'), { min: 0, max: 1000, integer: true });
  const initialDelayMs =
    milliseconds(firstOf(place, 'initial_delay_ms', 'base_delay_ms'), { min: 0 }) ??
    DEFAULT_RETRY.initialDelayMs;
  return {
    maxRetries: flag(at(place, 'enabled'), true)
      ? (retries ?? (attempts === null ? DEFAULT_RETRY.maxRetries : attempts - 1))
      : 0,
    initialDelayMs,
    maxDelayMs: Math.max(
      initialDelayMs,
      milliseconds(at(place, 'max_delay_ms'), { min: 0 }) ?? DEFAULT_RETRY.maxDelayMs,
    ),
    exponentialBase:
      number(firstOf(place, 'exponential_base', 'backoff_multiplier'), { min: 1 }) ??
      DEFAULT_RETRY.exponentialBase,
    retryOn: words(firstOf(place, 'retry_on', 'retryable_errors', 'retryable_exceptions')),
  };
}

/** null where there is none, or `enabled: false`. */
export function readCircuitBreaker(root: Place): CircuitBreakerPolicy | null {
  const place = firstOfMapping(
    at(at(root, 'error_handling'), 'circuit_breaker'),
    at(root, 'circuit_breaker'),
    at(at(root, 'effect_operations'), 'default_circuit_breaker'),
    at(at(root, 'effect'), 'circuit_breaker'),
  );
  if (place === null || !expectMapping(place, BREAKER_KEYS)) return null;
  const policy = {
    failureThreshold: number(at(place, 'failure_threshold'), { min: 1, integer: true }) ?? 5,
    timeoutMs: milliseconds(firstOf(place, 'reset_timeout_ms', 'timeout_ms'), { min: 1 }) ?? 60_000,
  };
  return flag(at(place, 'enabled'), true) ? policy : null;
}

const CACHE_KEYS = new Set([
  'enabled',
  'max_entries',
  'max_size',
  'ttl_ms',
  'ttl_seconds',
  'strategy',
  'version',
  'cache_strategy',
  'eviction_policy',
]);

/** `annotations.cache` (ours), or the `caching` block of a compute contract. */
export function readCache(root: Place): CachePolicy | null {
  const place = firstOfMapping(at(at(root, 'annotations'), 'cache'), at(root, 'caching'), at(root, 'cache'));
  if (place === null || !expectMapping(place, CACHE_KEYS) || !flag(at(place, 'enabled'), true)) return null;
  return {
    maxEntries: number(firstOf(place, 'max_entries', 'max_size'), { min: 1, integer: true }) ?? 1000,
    ttlMs:
      milliseconds(at(place, 'ttl_ms'), { min: 0, longest: LONGEST_WAIT_MS }) ??
      milliseconds(at(place, 'ttl_seconds'), { min: 0, unit: 1000, longest: LONGEST_WAIT_MS }),
  };
}

/** Whole of one operation: `performance.single_operation_max_ms`, else `descriptor.timeout_ms`. */
export function readTimeout(root: Place): number | null {
  return (
    milliseconds(at(at(root, 'performance'), 'single_operation_max_ms'), { min: 1 }) ??
    milliseconds(at(at(root, 'descriptor'), 'timeout_ms'), { min: 1 })
  );
}

const HEALTH_KEYS = new Set([
  'enabled',
  'endpoint',
  'interval_seconds',
  'interval_ms',
  'timeout_ms',
  'timeout_seconds',
  'checks',
  'backends',
  'failure_threshold',
  'description',
]);

export function readHealthCheck(root: Place): HealthCheck | null {
  const place = at(root, 'health_check');
  if (!expectMapping(place, HEALTH_KEYS)) return null;
  return {
    enabled: flag(at(place, 'enabled'), true),
    intervalMs:
      milliseconds(at(place, 'interval_ms'), { min: 0 }) ??
      milliseconds(at(place, 'interval_seconds'), { min: 0, unit: 1000 }),
    timeoutMs: milliseconds(at(place, 'timeout_ms'), { min: 0 }),
    checks: [...items(at(place, 'checks')), ...items(at(place, 'backends'))].flatMap((item) => {
      const name = isMapping(item.value) ? word(at(item, 'name')) : word(item);
      return name === null
        ? []
        : [{ name, critical: isMapping(item.value) && flag(at(item, 'critical'), false) }];
    }),
  };
}

/** `idempotency` of a reducer, or `descriptor.idempotent`. */
export function readIdempotency(root: Place): Idempotency | null {
  const place = at(root, 'idempotency');
  if (expectMapping(place, null)) {
    return { enabled: flag(at(place, 'enabled'), true), hashFields: words(at(place, 'hash_fields')) };
  }
  const described = at(at(root, 'descriptor'), 'idempotent');
  return described.value === undefined ? null : { enabled: flag(described, false), hashFields: [] };
}

function firstOfMapping(...places: readonly Place[]): Place | null {
  return places.find(({ value }) => value !== undefined && value !== null) ?? null;
}
