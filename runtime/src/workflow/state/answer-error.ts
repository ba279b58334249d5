import { findErrorCode, OnexError, type OnexErrorJson } from '../../errors/index.ts';
import { failureReasonOf, isTimedOut } from '../../event-bus/wire/index.ts';
import { publishableError } from '../../node/messages/index.ts';
import { isJson } from '../../values/index.ts';
import type { PlannedStep } from '../definition/index.ts';

/**
 * The error of a failed answer. A node of this runtime sends a whole error; others state a reason, a status, or
 * nothing. A node that timed out does not know whether its effect exists, so its error has the code of a timeout.
 */
export function errorOfAnswer(
  { id }: Pick<PlannedStep, 'id'>,
  payload: Readonly<Record<string, unknown>>,
): OnexErrorJson {
  const { error } = payload;
  // Limited, because it may come with each event of the workflow, and each of them must be published.
  if (isErrorJson(error) && isJson(error)) return publishableError(error);
  const stated = payload['error_code'];
  const code = typeof stated === 'string' ? findErrorCode(stated) : null;
  const fallback = isTimedOut(payload) ? 'TIMEOUT_EXCEEDED' : 'OPERATION_FAILED';
  const message = (isErrorJson(error) ? error.message : failureReasonOf(payload)) ?? `Step ${id} failed.`;
  return publishableError(new OnexError(code ?? fallback, message, { context: { step: id } }).toJSON());
}

function isErrorJson(error: unknown): error is OnexErrorJson {
  if (typeof error !== 'object' || error === null) return false;
  const { message, error_code } = error as Partial<OnexErrorJson>;
  return typeof message === 'string' && typeof error_code === 'string';
}
