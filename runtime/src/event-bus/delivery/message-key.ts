import { createHash } from 'node:crypto';
import type { Contract } from '../../contract/model.ts';
import { namedOperations } from '../wire/index.ts';
import type { DispatchMessage } from './node.ts';

/** Fields of an envelope that a contract may name beside those of the payload. */
const OF_ENVELOPE = ['envelope_id', 'correlation_id', 'event_type', 'payload_type'] as const;

/**
 * The key that the fields of `idempotency` give a message, with its topic and operation: two messages with one key are
 * the same message, whatever their envelope ids are. Null: the contract names no fields, the message lacks one of them,
 * or it answers a step of a workflow, whose attempts share their fields. The envelope id then identifies the message.
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

/** The value of a field, or of a field within another: `order.id`. */
function valueAt(payload: object, field: string): unknown {
  const own = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Fields)[name]
      : undefined;
  return own(payload, field) ?? field.split('.').reduce<unknown>(own, payload);
}
