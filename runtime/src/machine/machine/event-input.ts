import type { ZodType } from 'zod';
import { parseInput } from '../../node/operations/index.ts';
import type { ReducerEvent } from './types.ts';

/**
 * The event with its payload as the model returns it. Fields that the model does not have are removed.
 *
 * @param model Model of the payload together with the trigger as `operation`; undefined accepts any payload.
 * @param what Names the payload in the error.
 * @throws ContentError if the payload does not match the model.
 */
export function checkedEvent(model: ZodType | undefined, event: ReducerEvent, what: string): ReducerEvent {
  if (model === undefined) return event;
  const { trigger, payload } = event;
  const parsed = parseInput(model, { ...payload, operation: trigger }, what);
  const { operation: _trigger, ...fields } = parsed as Readonly<Record<string, unknown>>;
  // A payload that is routed by topic or type may have its own field `operation`.
  const own = Object.hasOwn(payload, 'operation') ? { operation: payload['operation'] } : {};
  return { ...event, payload: { ...fields, ...own } };
}
