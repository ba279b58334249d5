import type { Contract } from '../../contract/index.ts';
import { nameInTopic } from '../../contract/machine/index.ts';
import { ContentError } from '../../errors/index.ts';
import { namedOperations, withOperationHeader } from '../../event-bus/wire/index.ts';
import type { Message } from '../../node/messages/index.ts';
import { operationFieldOf, type HasOperationField, requestOf } from '../../node/operations/index.ts';
import type { ReducerEvent } from './types.ts';

/**
 * The trigger and the entity of a message. The topic's event name has priority over the routes, but not over the
 * operation that the message names, because a reducer also takes events of other nodes, whose operation means something
 * else.
 * @throws ContentError if the payload is not an object, no trigger fits, or no store can hold such an `entity_id`.
 */
export function reducerEventOf(
  contract: Contract,
  triggers: readonly string[],
  message: Message,
): ReducerEvent {
  const { payload, topic, envelope } = message;
  const inPayload = (payload as { operation?: unknown } | null)?.operation;
  const hasOperationField = operationFieldOf(contract);
  const isNamed = [...namedOperations(envelope), inPayload].some((name) => triggers.includes(name as string));
  const byTopic = isNamed ? undefined : nameInTopic(topic, triggers, contract);
  const { operation: trigger, fields } = requestOf(
    contract,
    triggers,
    byTopic === undefined ? message : asTrigger(message, byTopic, hasOperationField),
    { hasOperationField },
  );
  return {
    trigger,
    entityId: entityIdOf(fields['entity_id'] ?? envelope.correlation_id, topic),
    payload: fields,
  };
}

/** In bytes. An index of PostgreSQL holds at most 2704, together with the node's name and an input's ID. */
const LONGEST_ENTITY_ID = 1024;

/**
 * The key of an entity. Different JSON values must not become one key.
 * @throws ContentError if a value cannot be a key in every store.
 */
function entityIdOf(value: unknown, topic: string): string {
  const unfit = unfitOf(value);
  if (unfit !== null) throw new ContentError(`The payload on ${topic} has an entity_id that ${unfit}.`);
  return String(value);
}

function unfitOf(value: unknown): string | null {
  // JSON.parse rounds other numbers, so two entities could have one ID.
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? null : 'is not a safe integer; send it as text';
  if (typeof value !== 'string') return 'is neither text nor number';
  // PostgreSQL rejects NUL, and UTF-8 turns every lone surrogate into the same character.
  if (value.includes('\0')) return 'holds a NUL character';
  if (!value.isWellFormed()) return 'holds a lone surrogate';
  return Buffer.byteLength(value) > LONGEST_ENTITY_ID ? `is longer than ${LONGEST_ENTITY_ID} bytes` : null;
}

/** The message as if it named the trigger. An `operation` in the payload belongs to the sender. */
function asTrigger(message: Message, trigger: string, hasOperationField: HasOperationField): Message {
  const { payload } = message;
  const envelope = withOperationHeader(message.envelope, { operation_name: trigger });
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload) || hasOperationField(trigger))
    return { ...message, envelope };
  const { operation: _, ...fields } = payload as Readonly<Record<string, unknown>>;
  return { ...message, envelope, payload: fields };
}
