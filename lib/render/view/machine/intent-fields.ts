import type { Contract, Field, MachineTransition } from 'onex-runtime/contract';
import { indexAccess, propertyKey } from '../../text/index.ts';
import { MISSING_VALUE, missingValue } from '../operations/index.ts';
import { isAlwaysAssignable } from '../source/index.ts';
import { eventFields } from './event-fields.ts';

/** Fields of an intent's payload that its event does not always provide. */
export interface IntentFields {
  /** Entries of the payload after those of the event. */
  readonly entries: readonly string[];
  /** Required fields without a certain value. The action throws an error that names them. */
  readonly missing: readonly string[];
}

/** Names of the actions that a transition may run. A wildcard transition may leave any state. */
export function actionsRun(transition: MachineTransition, { stateMachine }: Contract): ReadonlySet<string> {
  const { from, to, actions } = transition;
  const states = stateMachine?.states ?? [];
  const left = states.filter(({ name }) => from === '*' || name === from).flatMap(({ exit }) => exit);
  const entered = states.filter(({ name }) => name === to).flatMap(({ entry }) => entry);
  return new Set([...left, ...actions, ...entered].map(({ name }) => name));
}

/** The fields of an event; null: the contract does not list them. */
export type EventFields = readonly Field[] | null;

/** Returns the events that may run each action, by the action's name. */
export function eventsByAction(contract: Contract): ReadonlyMap<string, readonly EventFields[]> {
  const { operations, stateMachine } = contract;
  const inputs = new Map(operations.map(({ name, input }) => [name, input]));
  const events = new Map<string, EventFields>();
  const found = new Map<string, Set<EventFields>>();
  for (const transition of stateMachine?.transitions ?? []) {
    const { trigger } = transition;
    const event = events.get(trigger) ?? eventFields(inputs.get(trigger) ?? null, stateMachine);
    events.set(trigger, event);
    for (const action of actionsRun(transition, contract)) {
      found.set(action, (found.get(action) ?? new Set()).add(event));
    }
  }
  return new Map([...found].map(([action, ofAction]) => [action, [...ofAction]]));
}

/**
 * Determines the source of each field of an intent's payload: the event's field with the same name and type. A missing
 * required field throws an error; an optional field of another type is left out.
 */
export function intentFields(wanted: readonly Field[], events: readonly EventFields[]): IntentFields {
  const sources = wanted.map((field) => ({ field, source: sourceOf(field, events) }));
  return {
    entries: sources.flatMap(({ field, source }) =>
      source === null ? [] : [`${propertyKey(field.name)}: ${source}`],
    ),
    missing: sources.flatMap(({ field, source }) => (source?.includes(MISSING_VALUE) ? [field.name] : [])),
  };
}

/** Returns an expression for a field of a payload; null: the event provides it. */
function sourceOf(wanted: Field, events: readonly EventFields[]): string | null {
  const given = events.map((fields) =>
    fields === null
      ? 'unknown'
      : fits(
          fields.find(({ name }) => name === wanted.name),
          wanted,
        ),
  );
  if (given.length > 0 && given.every((one) => one === 'sure')) return null;
  if (isEntity(wanted)) return 'event.entityId';
  if (!wanted.required || wanted.default !== undefined)
    return given.includes('mismatch') ? 'undefined' : null;
  if (!given.some((one) => one === 'unknown' || one === 'maybe' || one === 'sure')) return lackOf(wanted);
  const value = indexAccess('event.payload', wanted.name);
  return isNullable(wanted)
    ? `${value} === undefined ? ${lackOf(wanted)} : ${value}`
    : `${value} ?? ${lackOf(wanted)}`;
}

const lackOf = ({ name }: Field): string => missingValue(name).source;

function fits(given: Field | undefined, wanted: Field): 'sure' | 'maybe' | 'mismatch' | 'absent' {
  if (given === undefined) return 'absent';
  if (given.type.kind === 'any') return 'maybe';
  if (!isAlwaysAssignable(given.type, wanted.type)) return 'mismatch';
  return given.required || given.default !== undefined ? 'sure' : 'maybe';
}

function isEntity({ name, type }: Field): boolean {
  return name === 'entity_id' && type.kind === 'string' && type.constraints === undefined;
}

function isNullable({ type }: Field): boolean {
  const isNull = (one: Field['type']): boolean =>
    one.kind === 'any' ||
    one.kind === 'null' ||
    (one.kind === 'literal' && one.values.includes(null)) ||
    (one.kind === 'union' && one.members.some(isNull));
  return isNull(type);
}
