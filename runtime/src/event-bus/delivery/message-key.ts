import { createHash } from 'node:crypto';
import type { Contract } from '../../contract/model.ts';
import { namedOperations } from '../wire/index.ts';
import type { DispatchMessage } from './node.ts';

/** Fields of an envelope that a contract may name in addition to those of the payload. */
const OF_ENVELOPE = ['envelope_id', 'correlation_id', 'event_type', 'payload_type'] as const;

/**
 * The key of a message from the fields of `idempotency`, its topic, and its operation. Two messages with one key are
 * the same message, whatever their envelope IDs are. Null if the contract names no fields, if the message lacks one of
 * them, or if the message answers a step of a workflow, because the attempts of a step share these fields. The envelope
 * ID then identifies the message.
 */
export function messageKey(contract: Contract, message: DispatchMessage): string | null {
  const { idempotency, workflow } = contract;
  if (!idempotency?.enabled || idempotency.hashFields.length === 0) return null;
  const { payload, topic, envelope } = message;
  const answersStep = workflow?.steps.some(
    ({ completedTopic, failedTopic }) => completedTopic === topic || failedTopic === topic,
  );
  if (answersStep === true || typeof payload !== 'object' || payload === null) return null;
  const valueOf = (field: string): unknown =>
    valueAt(payload, field) ??
    (OF_ENVELOPE.some((name) => name === field) ? (envelope as unknown as Fields)[field] : undefined);
  const values = idempotency.hashFields.map(valueOf);
  if (values.some((value) => value === undefined || value === null)) return null;
  const operation = namedOperations(envelope)[0] ?? valueAt(payload, 'operation') ?? null;
  const text = JSON.stringify([topic, operation, values]);
  return `key:${createHash('sha256').update(text).digest('hex')}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** The value of a field, or of a nested field such as `order.id`. */
function valueAt(payload: object, field: string): unknown {
  const own = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Fields)[name]
      : undefined;
  return own(payload, field) ?? field.split('.').reduce<unknown>(own, payload);
}
