import type { RetryPolicy } from '../../model.ts';
import { quote } from '../../yaml/quote.ts';
import {
  at,
  expectMapping,
  firstOf,
  forPeople,
  has,
  idle,
  warn,
  type Place,
  flag,
  number,
  text,
  words,
} from '../values/index.ts';
import { policyPlace } from './place-of.ts';
import { timeAt } from './time.ts';

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

/** The retry policy of all operations, otherwise the default. */
export function readRetry(root: Place): RetryPolicy {
  const place = policyPlace(root, 'retry_policy');
  return place === null ? DEFAULT_RETRY : retryAt(place);
}

/** The retry policy that is written at a place. */
export function retryAt(place: Place): RetryPolicy {
  if (!expectMapping(place)) return DEFAULT_RETRY;
  forPeople(place, 'version', 'description');
  idle(place, 'delays always have random jitter', 'jitter_enabled');
  idle(place, 'delays always have random jitter', 'jitter_factor', 'jitter');
  idle(place, 'errors of handlers have codes and no HTTP status', 'retryable_status_codes');
  idle(place, 'the operation has the time limit: write timeout_ms there', 'timeout_ms');
  const initialDelayMs =
    timeAt(place, ['initial_delay', 'base_delay'], { min: 0 }) ?? DEFAULT_RETRY.initialDelayMs;
  const maxRetries = readRetries(place);
  return {
    maxRetries: flag(at(place, 'enabled'), true) ? maxRetries : 0,
    initialDelayMs,
    maxDelayMs: Math.max(
      initialDelayMs,
      timeAt(place, ['max_delay'], { min: 0 }) ?? DEFAULT_RETRY.maxDelayMs,
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
