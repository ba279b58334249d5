import type { Cause } from './cause.ts';

/** Protocol errors of Kafka (https://kafka.apache.org/protocol#protocol_error_codes) that no retry can fix. */
const CAUSES: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ['MESSAGE_TOO_LARGE', 'data'],
  ['RECORD_LIST_TOO_LARGE', 'data'],
  ['INVALID_RECORD', 'data'],
  ['INVALID_TOPIC_EXCEPTION', 'data'],
  ['CORRUPT_MESSAGE', 'data'],
  ['TOPIC_AUTHORIZATION_FAILED', 'database'],
  ['GROUP_AUTHORIZATION_FAILED', 'database'],
  ['CLUSTER_AUTHORIZATION_FAILED', 'database'],
  ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 'database'],
  ['SASL_AUTHENTICATION_FAILED', 'database'],
  ['UNSUPPORTED_SASL_MECHANISM', 'database'],
  ['ILLEGAL_SASL_STATE', 'database'],
  ['SECURITY_DISABLED', 'database'],
]);

/** @param type Name of a protocol error, as the client sets it. Null for one that may pass. */
export function causeOfKafkaType(type: string): Cause | null {
  return CAUSES.get(type) ?? null;
}
