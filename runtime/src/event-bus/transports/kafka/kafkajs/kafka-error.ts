import { causeOfKafkaType, isOnexError, NodeFault, OnexError } from '../../../../errors/index.ts';

interface ClientError extends Error {
  readonly retriable?: boolean;
  readonly type?: string;
  readonly cause?: unknown;
}

/** The client's error for a mistake that a person can correct, and its remedy. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /^Closed connection/,
    'if this persists, check whether it requires TLS or credentials, and whether it is Kafka',
  ],
  [/before secure TLS connection/, 'check whether it uses TLS; see KAFKA_SECURITY_PROTOCOL'],
  [/certificate/, 'see KAFKA_SSL_CA_FILE'],
  [/authentication failed/i, 'see KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM'],
  [
    /^a (?:compressed )?batch .*(?:malformed|cut off|too many records)/,
    'it cannot be read: set the group’s offset after the batch, or delete the records up to there',
  ],
  [
    /Replication-factor is invalid/,
    'see ONEX_TOPIC_REPLICATION: a topic has at most one replica on each broker',
  ],
  [/Number of partitions is invalid/, 'see ONEX_TOPIC_PARTITIONS'],
  [/timestamp of the message is out/, 'check the clock of this machine'],
];

/**
 * The client's error as one line. A record that the broker can never accept is INVALID_PARAMETER, a missing right or a
 * refused login is a NodeFault with EVENT_BUS_ERROR, and everything else is EVENT_BUS_ERROR. No client error contains
 * credentials.
 */
export function toBusError(error: unknown, doing: string): OnexError {
  if (isOnexError(error)) return error;
  const root = rootCause(error);
  const said = withoutRepeats(root.message);
  const hint = HINTS.find(([pattern]) => pattern.test(said))?.[1];
  const message = `${doing}: ${said}${hint === undefined ? '' : ` (${hint})`}`;
  const cause = root.type === undefined ? null : causeOfKafkaType(root.type);
  if (cause === 'data') return new OnexError('INVALID_PARAMETER', message, { cause: error });
  if (cause !== null) return new NodeFault('EVENT_BUS_ERROR', message, { cause: error });
  return new OnexError('EVENT_BUS_ERROR', message, { cause: error });
}

/** Whether the broker answered that it cannot say yet, as a coordinator does that is just taking over. */
export function isTransient(error: unknown): boolean {
  const { name, retriable } = rootCause(error);
  return (
    name === 'KafkaJSGroupCoordinatorNotFound' || (name === 'KafkaJSProtocolError' && retriable === true)
  );
}

/**
 * Whether the error may end by itself: a broker is unavailable, or a partition has no leader yet. A missing right, a
 * refused login, or a corrupt batch does not end by itself.
 */
export function isOutage(error: unknown): boolean {
  const { name, type, retriable, code } = rootCause(error) as ClientError & { readonly code?: unknown };
  if (type !== undefined && causeOfKafkaType(type) !== null) return false;
  return (
    (name.startsWith('KafkaJS') && retriable !== false) || (typeof code === 'string' && code.startsWith('E'))
  );
}

/** The partition whose requested offset the broker does not have. Null for any other error. */
export function outOfRange(error: unknown): { readonly topic: string; readonly partition: number } | null {
  const root = rootCause(error) as ClientError & { readonly topic?: string; readonly partition?: number };
  const { type, topic, partition } = root;
  if (type !== 'OFFSET_OUT_OF_RANGE' || topic === undefined || partition === undefined) return null;
  return { topic, partition };
}

/** Whether another attempt at the same record is pointless. */
export function isRefused(error: unknown): boolean {
  const { type } = rootCause(error);
  return type !== undefined && causeOfKafkaType(type) === 'data';
}

/** Whether the broker does not know a topic, or a partition of it. */
export function isMissingTopic(error: unknown): boolean {
  return rootCause(error).type === 'UNKNOWN_TOPIC_OR_PARTITION';
}

/** Whether a right on a topic is missing. */
export function isTopicForbidden(error: unknown): boolean {
  return rootCause(error).type === 'TOPIC_AUTHORIZATION_FAILED';
}

/** Whether a batch of records, or its only record, exceeds the limit of the broker or the topic. */
export function isTooLarge(error: unknown): boolean {
  const { type } = rootCause(error);
  return type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE';
}

/** The client prepends a message each time it passes an error on. */
function withoutRepeats(message: string): string {
  return [...new Set(message.replaceAll(/\s+/g, ' ').split(': '))].join(': ');
}

function rootCause(error: unknown): ClientError {
  let current: unknown = error;
  for (let depth = 0; depth < 10; depth += 1) {
    const cause: unknown = (current as ClientError | undefined)?.cause;
    if (!(cause instanceof Error)) break;
    current = cause;
  }
  return current instanceof Error ? current : new Error(String(current));
}
