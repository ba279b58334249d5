import type { OnexErrorJson } from '../errors/index.ts';

/**
 * The payload of a failed event. Readers of the ecosystem find the verdict in `status`, and not in the topic; the
 * whole error is for readers that know it.
 */
export function failedPayload(error: OnexErrorJson): Readonly<Record<string, unknown>> {
  return { status: 'failed', failure_reason: error.message, error };
}
