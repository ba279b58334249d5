import type { CircuitBreakerPolicy } from '../../model.ts';
import { formatPath } from '../../yaml/format-path.ts';
import {
  at,
  expectMapping,
  forPeople,
  has,
  idle,
  isMapping,
  warn,
  type Place,
  flag,
  milliseconds,
  number,
} from '../values/index.ts';
import { policyPlace } from './place-of.ts';
import { timeAt } from './time.ts';

/** null where there is none, or `enabled: false`. An effect may also write it into its `retry_policies`. */
export function readCircuitBreaker(root: Place): CircuitBreakerPolicy | null {
  const place = policyPlace(root, 'circuit_breaker');
  const retry = policyPlace(root, 'retry_policy');
  const within = retry !== null && isMapping(retry.value) ? breakerOfRetry(retry) : null;
  if (place === null) return within;
  if (retry !== null) reportBreakerOfRetry(retry, place);
  return breakerAt(place);
}

/** The circuit breaker that is written at a place; null where it is switched off. */
export function breakerAt(place: Place): CircuitBreakerPolicy | null {
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
  idle(place, 'an operation has one circuit breaker', 'per_backend', 'backends');
  idle(place, 'the handler decides what it calls', 'transport_type');
  const policy = {
    failureThreshold: number(at(place, 'failure_threshold'), { min: 1, integer: true }) ?? 5,
    timeoutMs: timeAt(place, ['reset_timeout', 'recovery_timeout', 'timeout'], { min: 1 }) ?? 60_000,
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
