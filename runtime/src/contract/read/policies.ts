import type {
  CachePolicy,
  CircuitBreakerPolicy,
  Contract,
  HealthCheck,
  Idempotency,
  RetryPolicy,
} from '../model.ts';
import { formatPath, quote } from '../yaml/quote.ts';
import {
  at,
  expectMapping,
  firstOf,
  firstPlace,
  forPeople,
  has,
  idle,
  shownOnly,
  isMapping,
  items,
  warn,
} from './place.ts';
import type { Place } from './place.ts';
import {
  LONGEST_WAIT_MS,
  flag,
  isNoLimit,
  milliseconds,
  number,
  text,
  timeLimit,
  word,
  words,
} from './scalars.ts';

/** Without a policy an operation is tried once and three times again, as the ecosystem's headers say (`max_retries: "3"`). */
const DEFAULT_RETRY: RetryPolicy = {
  maxRetries: 3,
  initialDelayMs: 100,
  maxDelayMs: 5000,
  exponentialBase: 2,
  retryOn: [],
};

/** What older contracts call the delays that do not grow. */
const CONSTANT = new Set(['fixed', 'constant', 'none', 'static']);

/**
 * Where a contract may give the policy of all operations, newest form first. The last belongs to the one operation of
 * `effect`.
 */
function policyPlace(root: Place, name: 'retry_policy' | 'circuit_breaker'): Place | null {
  const handling = at(root, 'error_handling');
  if (expectMapping(handling)) {
    forPeople(handling, 'version', 'description');
    idle(handling, 'errors have the codes of the runtime', 'error_types', 'error_codes');
    idle(handling, 'the runtime decides what an error event shows', 'error_sanitization');
  }
  const older = name === 'retry_policy' ? ['retry_policies', 'retry_policy'] : ['circuit_breaker'];
  return firstPlace(
    [handling, name],
    ...older.map((key) => [root, key] as const),
    [at(root, 'effect_operations'), `default_${name}`],
    [at(root, 'effect'), name],
  );
}

/** `error_handling.retry_policy`, else an effect's `retry_policies` or `effect_operations`' own, else the default. */
export function readRetry(root: Place): RetryPolicy {
  const place = policyPlace(root, 'retry_policy');
  if (place === null || !expectMapping(place)) return DEFAULT_RETRY;
  forPeople(place, 'version', 'description');
  idle(place, 'delays always vary by chance, so that callers do not retry together', 'jitter_enabled');
  idle(place, 'delays always vary by chance', 'jitter_factor', 'jitter');
  idle(place, 'errors of handlers have codes and no HTTP status', 'retryable_status_codes');
  idle(place, 'a time limit is one of the operation: write timeout_ms there', 'timeout_ms');
  const initialDelayMs =
    milliseconds(firstOf(place, 'initial_delay_ms', 'base_delay_ms'), { min: 0 }) ??
    DEFAULT_RETRY.initialDelayMs;
  const maxRetries = readRetries(place);
  return {
    maxRetries: flag(at(place, 'enabled'), true) ? maxRetries : 0,
    initialDelayMs,
    maxDelayMs: Math.max(
      initialDelayMs,
      milliseconds(at(place, 'max_delay_ms'), { min: 0 }) ?? DEFAULT_RETRY.maxDelayMs,
    ),
    exponentialBase: readBase(place),
    retryOn: words(firstOf(place, 'retry_on', 'retryable_errors', 'retryable_exceptions')),
  };
}

/** `max_attempts` counts the first one too. */
function readRetries(place: Place): number {
  if (!has(place, 'max_retries') && has(place, 'max_attempts')) {
    return (number(at(place, 'max_attempts'), { min: 1, max: 1001, integer: true }) ?? 4) - 1;
  }
  const retries = number(at(place, 'max_retries'), { min: 0, max: 1000, integer: true });
  if (has(place, 'max_attempts')) place.trace.beside.set('max_attempts', 'max_retries');
  return retries ?? DEFAULT_RETRY.maxRetries;
}

function readBase(place: Place): number {
  const strategy = at(place, 'backoff_strategy');
  const written = text(strategy)?.toLowerCase() ?? 'exponential';
  const base = number(firstOf(place, 'exponential_base', 'backoff_multiplier'), { min: 1 });
  if (CONSTANT.has(written)) {
    if (base !== null && base !== 1)
      warn(strategy, `${quote(written)} makes every delay the same; the base has no effect`);
    return 1;
  }
  if (!written.startsWith('exponential')) {
    warn(strategy, `delays of ${quote(written)} are not supported; they grow exponentially`);
  }
  return base ?? DEFAULT_RETRY.exponentialBase;
}

/** null where there is none, or `enabled: false`. An effect may also write it into its `retry_policies`. */
export function readCircuitBreaker(root: Place): CircuitBreakerPolicy | null {
  const place = policyPlace(root, 'circuit_breaker');
  const retry = policyPlace(root, 'retry_policy');
  const within = retry !== null && isMapping(retry.value) ? breakerOfRetry(retry) : null;
  if (place === null) return within;
  if (retry !== null) reportBreakerOfRetry(retry, place);
  if (!expectMapping(place)) return null;
  forPeople(place, 'version', 'description');
  idle(
    place,
    'one trial decides whether the circuit closes',
    'half_open_max_requests',
    'half_open_max_calls',
    'half_open_requests',
    'success_threshold',
  );
  idle(place, 'the circuit is one for the whole operation', 'per_backend', 'backends');
  const policy = {
    failureThreshold: number(at(place, 'failure_threshold'), { min: 1, integer: true }) ?? 5,
    timeoutMs: milliseconds(firstOf(place, 'reset_timeout_ms', 'timeout_ms'), { min: 1 }) ?? 60_000,
  };
  return flag(at(place, 'enabled'), true) ? policy : null;
}

const BREAKER_OF_RETRY = [
  'circuit_breaker_enabled',
  'circuit_breaker_threshold',
  'circuit_breaker_timeout_ms',
] as const;

/** Reports the keys of a circuit breaker in a retry policy, which have no effect beside one of its own. */
function reportBreakerOfRetry(retry: Place, { path }: Place): void {
  for (const key of BREAKER_OF_RETRY) {
    if (has(retry, key)) warn(at(retry, key), `has no effect beside ${formatPath(path)}; remove it`, 'key');
  }
}

function breakerOfRetry(retry: Place): CircuitBreakerPolicy | null {
  const policy = {
    failureThreshold: number(at(retry, 'circuit_breaker_threshold'), { min: 1, integer: true }) ?? 5,
    timeoutMs: milliseconds(at(retry, 'circuit_breaker_timeout_ms'), { min: 1 }) ?? 60_000,
  };
  return flag(at(retry, 'circuit_breaker_enabled'), false) ? policy : null;
}

/** `annotations.cache` (ours), or the `caching` block of a compute contract. */
export function readCache(root: Place): CachePolicy | null {
  const place = firstPlace([at(root, 'annotations'), 'cache'], [root, 'caching'], [root, 'cache']);
  if (place === null || !expectMapping(place)) return null;
  forPeople(place, 'version', 'description');
  idle(
    place,
    'the cache always drops what was not used for longest',
    'strategy',
    'cache_strategy',
    'eviction_policy',
  );
  const policy = {
    maxEntries: number(firstOf(place, 'max_entries', 'max_size'), { min: 1, integer: true }) ?? 1000,
    ttlMs: readTime(place, 'ttl', { min: 0, longest: LONGEST_WAIT_MS }),
  };
  return flag(at(place, 'enabled'), true) ? policy : null;
}

/** `<name>_ms`, else `<name>_seconds`, in milliseconds. */
function readTime(
  place: Place,
  name: string,
  bounds: { readonly min: number; readonly longest?: number },
): number | null {
  const found = firstOf(place, `${name}_ms`, `${name}_seconds`);
  const unit = found.path.at(-1) === `${name}_ms` ? 1 : 1000;
  return milliseconds(found, { ...bounds, unit });
}

/** Of one attempt of each operation: `performance.single_operation_max_ms`, else `descriptor.timeout_ms`. */
export function readTimeout(root: Place): Pick<Contract, 'timeoutMs' | 'unlimited'> {
  const place = firstPlace(
    [at(root, 'performance'), 'single_operation_max_ms'],
    [at(root, 'descriptor'), 'timeout_ms'],
  );
  if (place === null) return { timeoutMs: null };
  return { timeoutMs: timeLimit(place), ...(isNoLimit(place) && { unlimited: true }) };
}

export function readHealthCheck(root: Place): HealthCheck | null {
  const place = at(root, 'health_check');
  if (!expectMapping(place)) return null;
  forPeople(place, 'description', 'version');
  idle(place, 'the node serves /health, /health/live and /health/ready', 'endpoint');
  shownOnly(place, 'the node serves /health, /health/live and /health/ready', 'enabled');
  const times = ['interval_ms', 'interval_seconds', 'timeout_ms', 'timeout_seconds'];
  shownOnly(place, 'whoever asks for the health decides when', ...times);
  shownOnly(place, 'the code of the node reports what it checks, by setReadiness', 'checks', 'backends');
  idle(place, 'one failed check makes the node not ready', 'failure_threshold');
  return {
    enabled: flag(at(place, 'enabled'), true),
    intervalMs: readTime(place, 'interval', { min: 0 }),
    timeoutMs: readTime(place, 'timeout', { min: 0 }),
    checks: [...items(at(place, 'checks')), ...items(at(place, 'backends'))].flatMap((item) => {
      if (!isMapping(item.value)) {
        const name = word(item);
        return name === null ? [] : [{ name, critical: false }];
      }
      forPeople(item, 'description', 'version');
      idle(item, 'the node’s code says how it is checked', 'type', 'check_type', 'timeout_ms', 'endpoint');
      const name = word(at(item, 'name'));
      return name === null ? [] : [{ name, critical: flag(at(item, 'critical'), false) }];
    }),
  };
}

const KEY_FIELDS = ['hash_fields', 'key_fields', 'key_field', 'keys', 'key', 'tracking_fields'] as const;

/** Fields in a list, or in a mapping of lists: `{primary: [order_id], secondary: [customer]}`. */
function keyFields(place: Place): readonly string[] {
  if (!isMapping(place.value)) return words(place);
  place.trace.named = true;
  return Object.keys(place.value).flatMap((name) => words(at(place, name)));
}

/** `idempotency` of a reducer, or `descriptor.idempotent`. */
export function readIdempotency(root: Place): Idempotency | null {
  const place = at(root, 'idempotency');
  if (expectMapping(place)) {
    forPeople(place, 'version', 'description');
    idle(place, 'a message is identified by its envelope_id', 'strategy', 'derivation');
    shownOnly(place, 'a message is identified by its envelope_id', 'enabled', ...KEY_FIELDS);
    if (has(root, 'descriptor') && has(at(root, 'descriptor'), 'idempotent')) {
      at(root, 'descriptor').trace.beside.set('idempotent', 'idempotency');
    }
    return {
      enabled: flag(at(place, 'enabled'), true),
      hashFields: keyFields(firstOf(place, ...KEY_FIELDS)),
    };
  }
  const described = at(at(root, 'descriptor'), 'idempotent');
  shownOnly(at(root, 'descriptor'), 'a message is identified by its envelope_id', 'idempotent');
  return described.value === undefined ? null : { enabled: flag(described, false), hashFields: [] };
}
