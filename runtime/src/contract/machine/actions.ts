import type { ActionType, MachineAction } from '../model.ts';
import {
  at,
  error,
  firstOf,
  forPeople,
  has,
  idle,
  isMapping,
  items,
  type Place,
  number,
  word,
} from '../read/values/index.ts';

/** Actions of a state or a transition, by `execution_order`; those of one order stay as they are written. */
export function readActions(place: Place, types: ReadonlyMap<string, ActionType>): MachineAction[] {
  return items(place, { single: true })
    .flatMap((item) => {
      const name = isMapping(item.value) ? readName(item) : word(item);
      return name === null ? [] : [{ name, order: orderOf(item) }];
    })
    .toSorted((a, b) => a.order - b.order)
    .map(({ name }) => ({ name, type: types.get(name) ?? 'other' }));
}

function readName(item: Place): string | null {
  forPeople(item, 'version', 'description');
  // `actionTypes` reads it, over the whole machine.
  firstOf(item, 'action_type', 'type');
  idle(item, 'an event fails when one of its actions fails', 'is_critical', 'rollback_action');
  idle(item, 'the code of the action decides', 'action_config', 'payload', 'timeout_ms');
  const place = firstOf(item, 'action_name', 'name');
  if (!has(item, 'action_name') && !has(item, 'name')) error(item, 'action_name is missing');
  return word(place);
}

/** Python's own default is 1. */
function orderOf(item: Place): number {
  return isMapping(item.value) ? (number(at(item, 'execution_order')) ?? 1) : 1;
}

/** Type of each action by name: as any mention says it, otherwise by its name (`emit_…`, `…_intent`). */
export function actionTypes(lists: readonly unknown[]): ReadonlyMap<string, ActionType> {
  const types = new Map<string, ActionType>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'string') {
      if (!types.has(value)) types.set(value, typeByName(value));
    } else if (isMapping(value)) {
      const name = value['action_name'] ?? value['name'];
      const type = value['action_type'] ?? value['type'];
      if (typeof name === 'string')
        types.set(name, typeof type === 'string' ? typeOf(type) : typeByName(name));
    }
  };
  for (const list of lists) visit(list);
  return types;
}

function typeOf(written: string): ActionType {
  if (/intent|emit|event/i.test(written)) return 'intent_emission';
  return /state|update|data/i.test(written) ? 'state_update' : 'other';
}

function typeByName(name: string): ActionType {
  if (/^emit_|_intents?$/.test(name)) return 'intent_emission';
  return /^(?:mark|record|clear|set|reset|update|store)_/.test(name) ? 'state_update' : 'other';
}
