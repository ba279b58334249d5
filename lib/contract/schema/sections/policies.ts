import { closed, count, flag, milliseconds, said, text, texts, type Json } from './shapes.ts';

/** How often, and after which delays, an operation is retried. */
export const retryPolicy: Json = closed(
  {
    enabled: flag,
    max_retries: said(count, 'Retries after the first attempt.'),
    max_attempts: said({ type: 'integer', minimum: 1 }, 'Attempts in all.'),
    initial_delay_ms: milliseconds,
    base_delay_ms: milliseconds,
    max_delay_ms: milliseconds,
    backoff_strategy: said(text, 'exponential or fixed.'),
    exponential_base: { type: 'number', minimum: 1 },
    backoff_multiplier: { type: 'number', minimum: 1 },
    retry_on: said(texts, 'Codes of the errors that are retried. Default: all errors that may be temporary.'),
    retryable_errors: texts,
    retryable_exceptions: texts,
    circuit_breaker_enabled: flag,
    circuit_breaker_threshold: count,
    circuit_breaker_timeout_ms: milliseconds,
    version: {},
    description: text,
  },
  ['jitter_enabled', 'jitter_factor', 'jitter', 'retryable_status_codes', 'timeout_ms'],
);

/** When a failing operation is suspended for a while. */
export const circuitBreaker: Json = closed(
  {
    enabled: flag,
    failure_threshold: said({ type: 'integer', minimum: 1 }, 'Consecutive failures.'),
    reset_timeout_ms: said(milliseconds, 'How long no attempt is made.'),
    timeout_ms: milliseconds,
    version: {},
    description: text,
  },
  [
    'half_open_max_requests',
    'half_open_max_calls',
    'half_open_requests',
    'success_threshold',
    'per_backend',
    'backends',
  ],
);

export const errorHandling: Json = {
  anyOf: [
    closed({ retry_policy: retryPolicy, circuit_breaker: circuitBreaker, version: {}, description: text }, [
      'error_types',
      'error_codes',
      'error_sanitization',
    ]),
    texts,
  ],
};

/** A setting of the node's configuration: its default value, or a description. */
const setting: Json = {
  anyOf: [
    { type: ['string', 'number', 'boolean', 'array', 'null'] },
    {
      type: 'object',
      properties: {
        type: said(text, 'A type in the notation of fields.'),
        default: said({}, 'The value when nothing sets it.'),
        env_var: said(text, 'The environment variable that sets it.'),
        required: said(flag, 'The node does not start without a value.'),
        description: text,
      },
    },
  ],
};

export const config: Json = {
  type: 'object',
  description: 'Settings of the node. Flags override the environment, which overrides the config file.',
  additionalProperties: setting,
};
