import { eventNameOf, kebab, type Contract } from '../contract/index.ts';
import { ContentError } from '../errors/index.ts';
import type { Message } from '../node/message.ts';
import { requestOf } from '../node/operation-of.ts';
import type { ReducerEvent } from './types.ts';

/**
 * Which trigger a message is, and of which entity. Beside `operation` and the routes, the topic's event name counts:
 * a reducer also takes events of other nodes, whose `operation` means something else.
 * @throws ContentError when the payload is no object, no trigger fits, or no store can keep such an `entity_id`.
 */
export function reducerEventOf(
  contract: Contract,
  triggers: readonly string[],
  message: Message,
): ReducerEvent {
  const { payload, topic, envelope } = message;
  const operation = (payload as { operation?: unknown } | null)?.operation;
  const named = typeof operation === 'string' && triggers.includes(operation);
  const byTopic = named ? undefined : triggerNamedBy(topic, triggers);
  const { operation: trigger, fields } = requestOf(
    contract,
    triggers,
    byTopic === undefined ? message : { ...message, payload: withOperation(payload, byTopic) },
  );
  const { entity_id: entity } = fields;
  if (entity !== undefined && entity !== null && typeof entity !== 'string' && typeof entity !== 'number') {
    throw new ContentError(`The payload on ${topic} has an entity_id that is neither text nor number.`);
  }
  const entityId = String(entity ?? envelope.correlation_id);
  const unfit = unfitOf(entityId);
  if (unfit !== null) throw new ContentError(`The payload on ${topic} has an entity_id that ${unfit}.`);
  return { trigger, entityId, payload: fields };
}

/** In bytes; an index of PostgreSQL takes no more than 2704 with the node's name and an input's id. */
const LONGEST_ENTITY_ID = 1024;

/** What keeps a text from being the key of an entity, in whichever store: PostgreSQL takes no NUL. */
function unfitOf(entityId: string): string | null {
  if (entityId.includes('\0')) return 'holds a NUL character';
  return Buffer.byteLength(entityId) > LONGEST_ENTITY_ID ? `is longer than ${LONGEST_ENTITY_ID} bytes` : null;
}

function triggerNamedBy(topic: string, triggers: readonly string[]): string | undefined {
  const name = eventNameOf(topic);
  return (
    triggers.find((trigger) => kebab(trigger) === name) ??
    triggers.find((trigger) => name.endsWith(`-${kebab(trigger)}`))
  );
}

function withOperation(payload: unknown, operation: string): unknown {
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
    ? { ...payload, operation }
    : payload;
}
