import { quote } from 'onex-cli-kit';
import {
  type Contract,
  type MachineState,
  type MachineTransition,
  type StateMachine,
} from 'onex-runtime/contract';
import { keyPlace, textPlace, transitionPlace } from '../places.ts';
import type { FoundChange, Version, Affected } from '../types.ts';

const found = (
  breaks: Affected | null,
  message: string,
  place: FoundChange['place'],
  version: Version = 'new',
  subject: FoundChange['subject'] = null,
): FoundChange => ({ breaks, message, version, place, subject });

/** Changes of a reducer's states and transitions. Stored entities are in an old state, with old data. */
export function compareMachines(before: Contract, after: Contract): FoundChange[] {
  const [was, is] = [before.stateMachine, after.stateMachine];
  if (was === null && is === null) return [];
  if (was === null || is === null) {
    const message = `the state machine is ${is === null ? 'removed' : 'new'}; stored entities are in states of the other one`;
    return [found('stored state', message, keyPlace('state_machine'), is === null ? 'old' : 'new')];
  }
  return [...ofMachine(was, is), ...ofStates(was, is), ...ofTransitions(was, is)];
}

function ofMachine(was: StateMachine, is: StateMachine): FoundChange[] {
  const place = keyPlace('state_machine');
  return [
    ...(was.initial === is.initial
      ? []
      : [
          found(
            null,
            `new entities start in ${quote(is.initial)}; they started in ${quote(was.initial)}`,
            place,
          ),
        ]),
    ...(was.persistent === is.persistent
      ? []
      : [
          is.persistent
            ? found(null, 'state is stored; it was not', place)
            : found('stored state', 'state is no longer stored; stored entities start again', place),
        ]),
  ];
}

function ofStates(was: StateMachine, is: StateMachine): FoundChange[] {
  const named = ({ states }: StateMachine): ReadonlyMap<string, MachineState> =>
    new Map(states.map((state) => [state.name, state]));
  const [old, now] = [named(was), named(is)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [before, after] = [old.get(name), now.get(name)];
    const place = textPlace(name, 'state_machine', 'states');
    const state = `state ${quote(name)}`;
    if (before === undefined) return [found(null, `${state} is new`, place)];
    if (after === undefined)
      return [
        found(
          'stored state',
          `${state} is removed or renamed; entities stored in it accept no event`,
          place,
          'old',
        ),
      ];
    return [
      ...ofTerminal(before, after, place),
      ...ofData(before, after, place),
      ...ofActions(before, after, place),
    ];
  });
}

function ofTerminal(before: MachineState, after: MachineState, place: FoundChange['place']): FoundChange[] {
  if (before.terminal === after.terminal) return [];
  const state = `state ${quote(after.name)}`;
  return [
    after.terminal
      ? found('stored state', `${state} is terminal; entities stored in it accept no event`, place)
      : found(null, `${state} is no longer terminal`, place),
  ];
}

function ofData(before: MachineState, after: MachineState, place: FoundChange['place']): FoundChange[] {
  const added = after.requiredData.filter((name) => !before.requiredData.includes(name));
  const removed = before.requiredData.filter((name) => !after.requiredData.includes(name));
  const state = `state ${quote(after.name)}`;
  const list = (names: readonly string[]): string => names.map((name) => quote(name)).join(', ');
  return [
    ...(added.length === 0
      ? []
      : [found('stored state', `${state} requires ${list(added)}, which stored entities may lack`, place)]),
    ...(removed.length === 0 ? [] : [found(null, `${state} no longer requires ${list(removed)}`, place)]),
  ];
}

function ofActions(before: MachineState, after: MachineState, place: FoundChange['place']): FoundChange[] {
  const actions = ({ entry, exit }: MachineState): string => JSON.stringify([entry, exit]);
  return actions(before) === actions(after)
    ? []
    : [found(null, `state ${quote(after.name)} has other entry or exit actions`, place)];
}

/** Groups transitions by state and trigger for the comparison. */
function grouped({
  transitions,
}: StateMachine): ReadonlyMap<string, readonly (readonly [MachineTransition, number])[]> {
  const groups = new Map<string, (readonly [MachineTransition, number])[]>();
  for (const [index, transition] of transitions.entries()) {
    const key = JSON.stringify([transition.from, transition.trigger]);
    groups.set(key, [...(groups.get(key) ?? []), [transition, index]]);
  }
  return groups;
}

function ofTransitions(was: StateMachine, is: StateMachine): FoundChange[] {
  const [old, now] = [grouped(was), grouped(is)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [before = [], after = []] = [old.get(key), now.get(key)];
    if (text(before) === text(after)) return [];
    const [[{ from, trigger }, index]] = (after.length > 0 ? after : before) as [
      readonly [MachineTransition, number],
    ];
    const what = `trigger ${quote(trigger)} in state ${quote(from)}`;
    const place = transitionPlace(index);
    const subject = { kind: 'operation', operation: trigger, part: 'all', field: null } as const;
    if (after.length === 0) {
      // A wildcard still accepts the event.
      const isTaken = from !== '*' && now.has(JSON.stringify(['*', trigger]));
      const message = isTaken ? `${what} follows the transition from "*"` : `${what} is no longer accepted`;
      return [found(isTaken ? null : 'consumers', message, place, 'old', subject)];
    }
    if (before.length === 0) return [found(null, `${what} is accepted`, place)];
    const isRefused = !isFree(after) && !keepsConditions(before, after);
    const message = isRefused
      ? `${what} has stricter or other conditions`
      : `${what} leads to another state, or has other actions`;
    return [found(isRefused ? 'consumers' : null, message, place, 'new', subject)];
  });
}

type Group = readonly (readonly [MachineTransition, number])[];

const text = (group: Group): string =>
  JSON.stringify(group.map(([transition]) => ({ ...transition, description: null })));

const conditionsOf = ([transition]: Group[number]): readonly string[] =>
  transition.conditions.map((condition) => JSON.stringify(condition));

const isFree = (group: Group): boolean => group.some((one) => conditionsOf(one).length === 0);

/** Whether each old transition into a state has a new one without further conditions. */
function keepsConditions(before: Group, after: Group): boolean {
  return before.every((old) => {
    const had = new Set(conditionsOf(old));
    return after.some((now) => conditionsOf(now).every((condition) => had.has(condition)));
  });
}
