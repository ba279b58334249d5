import type { TopicReference } from 'onex-runtime/contract';
import { objectSchema, type ReferTo } from '../../../lib/contract/json-schema/index.ts';

/** Whether a contract declares the payload of a topic next to it. */
export function hasPayload({ fields, model }: TopicReference): boolean {
  return fields !== undefined || model !== undefined;
}

/** Returns the schema of the messages of a topic, by the fields or the model next to it. */
export function payloadSchema({ fields, model }: TopicReference, referTo: ReferTo): object {
  if (fields !== undefined || model === undefined) return objectSchema(fields ?? null, referTo);
  const references = (model.members ?? [model.name]).map((name) => ({ $ref: referTo(name) }));
  return references.length === 1 ? { allOf: references } : { anyOf: references };
}
