import type { AnyStateMachine } from 'xstate';
import type { MachineAction, MachineTransition, StateMachine } from '../../contract/model.ts';
import { deepFreeze } from '../../values/index.ts';
import { unmet } from './conditions.ts';
import { requireValue } from './require-sync.ts';
import type { ActionContext, MachineCode, ReducerEvent, ReducerIntent } from './types.ts';
import { xstate } from './xstate.ts';

/** XState's context while one event is reduced. */
export interface Working<Data> {
  readonly data: Data;
  readonly intents: readonly ReducerIntent[];
  readonly event: ReducerEvent;
  readonly state: string;
}

export interface BuiltMachine {
  readonly machine: AnyStateMachine;
  /** XState's name of a state. A contract's names may collide with the syntax of `target` strings and event types. */
  stateKey(name: string): string;
  stateName(key: string): string;
  eventType(trigger: string): string;
}

/**
 * The contract's machine in XState's form. Every action is an `assign` over `{data, intents}`, so a transition is a
 * pure function, in XState's order: exit, transition, entry.
 */
export function buildMachine<Data>(definition: StateMachine, code: MachineCode<Data>): BuiltMachine {
  const { createMachine, assign } = xstate();
  const states = new Map(definition.states.map(({ name }, index) => [name, `s${index}`]));
  const names = new Map([...states].map(([name, key]) => [key, name]));
  const triggers = new Map([...triggersOf(definition)].map((name, index) => [name, `t${index}`]));
  const guards = code.guards ?? {};
  const key = (map: Map<string, string>, name: string): string => map.get(name) ?? '?';

  const action = ({ name }: MachineAction) =>
    assign(({ context }: { context: Working<Data> }) => {
      const result = requireValue(code.actions[name]?.(viewOf(context)), `Action ${name}`) ?? {};
      return {
        data: deepFreeze({ ...context.data, ...result.data }),
        intents: [...context.intents, ...(result.intents ?? [])],
      };
    });
  // As in omnibase-core's executor, a wildcard counts only if the state has no transition at all for the trigger.
  const own = new Set(definition.transitions.map(({ from, trigger }) => JSON.stringify([from, trigger])));
  const transition = ({ from, to, trigger, conditions, actions }: MachineTransition, prefix: string) => ({
    target: prefix + key(states, to),
    reenter: true,
    actions: actions.map(action),
    guard: ({ context }: { context: Working<Data> }) =>
      (from !== '*' || !own.has(JSON.stringify([context.state, trigger]))) &&
      unmet(conditions, viewOf(context), guards).length === 0,
  });
  const on = (from: string, prefix: string) => {
    const leaving = definition.transitions.filter((one) => one.from === from);
    const byTrigger = Map.groupBy(leaving, ({ trigger }) => key(triggers, trigger));
    return Object.fromEntries(
      [...byTrigger].map(([type, list]) => [type, list.map((one) => transition(one, prefix))]),
    );
  };
  const machine = createMachine({
    context: ({ input }: { input: Working<Data> }) => input,
    initial: key(states, definition.initial),
    on: on('*', '.'),
    states: Object.fromEntries(
      definition.states.map((state) => [
        key(states, state.name),
        { entry: state.entry.map(action), exit: state.exit.map(action), on: on(state.name, '') },
      ]),
    ),
  } as unknown as Parameters<typeof createMachine>[0]);
  return {
    machine,
    stateKey: (name) => key(states, name),
    stateName: (stateKey) => key(names, stateKey),
    eventType: (trigger) => key(triggers, trigger),
  };
}

export function viewOf<Data>({ data, event, state }: Working<Data>): ActionContext<Data> {
  return { data, event, state };
}

export function triggersOf(definition: StateMachine): ReadonlySet<string> {
  return new Set(definition.transitions.map(({ trigger }) => trigger));
}
