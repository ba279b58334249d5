import type { ZodType } from 'zod';
import type { ReducerIntent } from './types.ts';

/**
 * The payload of an intent, with the entity's ID if its model has a field for it. The record's key has the ID in any
 * case. If the contract names a model, only a field of that name counts, because Python's models forbid other fields.
 * @param model The model in the node's code. If absent, any payload is accepted.
 * @param isDeclared Whether the contract names a model for the intent.
 */
export function intentPayload(
  { payload }: ReducerIntent,
  entityId: string,
  model: ZodType | undefined,
  isDeclared: boolean,
): ReducerIntent['payload'] {
  const named = { entity_id: entityId, ...payload };
  if (isDeclared && (model === undefined || !hasField(model, 'entity_id'))) return payload;
  if (model === undefined) return named;
  const parsed = model.safeParse(named);
  return parsed.success && Object.hasOwn(parsed.data as object, 'entity_id') ? named : payload;
}

function hasField(model: ZodType, name: string): boolean {
  const shape = 'shape' in model ? model.shape : undefined;
  return typeof shape === 'object' && shape !== null && Object.hasOwn(shape, name);
}
