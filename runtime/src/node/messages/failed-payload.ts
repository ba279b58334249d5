import type { OnexErrorJson } from '../../errors/index.ts';
import { redacted, withoutSecretTexts } from '../../logging/index.ts';
import { asJson, beginningOf, findChange } from '../../values/index.ts';

/**
 * The payload of a failed event. Readers of the ecosystem find the verdict in `status`, not in the topic. The whole
 * error is for readers that understand it.
 */
export function failedPayload(error: OnexErrorJson): Readonly<Record<string, unknown>> {
  return { status: 'failed', failure_reason: error.message, error };
}

/** Limits of what is published of an error: characters of its message and of its context, and levels of the context. */
const LONGEST_MESSAGE = 8 * 1024;
const LARGEST_CONTEXT = 64 * 1024;
const LARGEST_ERROR = 128 * 1024;
const LONGEST_FIELD = 200;
const DEEPEST_CONTEXT = 100;

/**
 * The error in a form that can be published, without secrets. A context that cannot be published is omitted.
 */
export function publishableError(error: OnexErrorJson): OnexErrorJson {
  const json = asJson(error.context);
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  const isSmall =
    isObject && findChange(json, DEEPEST_CONTEXT) === null && JSON.stringify(json).length <= LARGEST_CONTEXT;
  const message = beginningOf(withoutSecretTexts(error.message), LONGEST_MESSAGE);
  const bounded = { ...error, message, context: isSmall ? redacted(json) : {} };
  if (JSON.stringify(bounded).length <= LARGEST_ERROR) return bounded;
  // Another node's error may have fields of any size.
  const { error_code: code, status, correlation_id, timestamp, context } = bounded;
  return { message, error_code: code.slice(0, LONGEST_FIELD), status, correlation_id, timestamp, context };
}
