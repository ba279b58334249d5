import type { AnyMachineSnapshot } from 'xstate';
import type { MachineState, StateMachine } from '../../contract/model.ts';
import { OnexError } from '../../errors/index.ts';
import { deepFreeze } from '../../values/index.ts';
import { buildMachine, triggersOf, viewOf, type Working } from './build-machine.ts';
import { fieldOf, unmet } from './conditions.ts';
import type { MachineCode, ReducerEvent, ReducerState, Reduction } from './types.ts';
import { xstate } from './xstate.ts';

export interface ReducerMachine<Data> {
  readonly triggers: ReadonlySet<string>;
  /**
   * Pure: returns the entity's next state and the intents on the way there. `state` null means a new entity, which
   * first enters the initial state and runs that state's entry actions.
   * @throws OnexError INVALID_STATE if the machine does not accept the trigger in this state, a condition does not
   *   hold, the state is terminal or unknown, or data that the next state requires is missing.
   */
  reduce(state: ReducerState<Data> | null, event: ReducerEvent): Reduction<Data>;
}

/** Runs the contract's machine on XState's pure transition functions. No actor ever runs. */
export function createReducerMachine<Data extends object>(
  definition: StateMachine,
  code: MachineCode<Data>,
  initial: Data,
): ReducerMachine<Data> {
  const built = buildMachine(definition, code);
  const { initialTransition, transition } = xstate();
  const states = new Map(definition.states.map((state) => [state.name, state]));

  const enter = (event: ReducerEvent): AnyMachineSnapshot => {
    const input: Working<Data> = { data: initial, intents: [], event, state: definition.initial };
    return initialTransition(built.machine, deepFreeze(input))[0] as AnyMachineSnapshot;
  };
  const restore = ({ state, data }: ReducerState<Data>, event: ReducerEvent): AnyMachineSnapshot => {
    const context: Working<Data> = deepFreeze({ data, intents: [], event, state });
    return built.machine.resolveState({ value: built.stateKey(state), context });
  };
  return {
    triggers: triggersOf(definition),
    reduce(state, event) {
      const from = stateNamed(states, state?.state ?? definition.initial);
      if (from.terminal) throw refuse(from, event, 'it is terminal');
      const before = state === null ? enter(event) : restore(state, event);
      refuseUntaken(definition, code, from, before.context as Working<Data>);
      const [after] = transition(built.machine, before, { type: built.eventType(event.trigger) });
      const { value, context } = after as AnyMachineSnapshot;
      const { data, intents } = context as Working<Data>;
      const to = stateNamed(states, built.stateName(String(value)));
      const missing = to.requiredData.filter(
        (field) => (fieldOf({ data, event, state: to.name }, field) ?? null) === null,
      );
      if (missing.length > 0) {
        throw refuse(from, event, `state ${to.name} requires ${missing.join(', ')}, which is missing`);
      }
      return { state: { state: to.name, data }, intents };
    },
  };
}

function refuseUntaken<Data>(
  { transitions }: StateMachine,
  { guards = {} }: MachineCode<Data>,
  from: MachineState,
  working: Working<Data>,
): void {
  const { event } = working;
  const here = transitions.filter((one) => one.from === from.name || one.from === '*');
  const named = here.filter(({ trigger }) => trigger === event.trigger);
  const own = named.filter((one) => one.from !== '*');
  const taken = own.length > 0 ? own : named;
  if (taken.length === 0) {
    const triggers = [...new Set(here.map(({ trigger }) => trigger))].join(', ');
    throw refuse(from, event, triggers === '' ? 'it accepts none' : `it accepts ${triggers}`);
  }
  const faults = taken.map(({ conditions }) => unmet(conditions, viewOf(working), guards));
  if (faults.every((list) => list.length > 0)) {
    throw refuse(from, event, `not met: ${faults.map((list) => list.join(' and ')).join('; or ')}`);
  }
}

function stateNamed(states: ReadonlyMap<string, MachineState>, name: string): MachineState {
  const state = states.get(name);
  if (state !== undefined) return state;
  throw new OnexError(
    'INVALID_STATE',
    `State ${JSON.stringify(name)} is not a state of the machine: ${[...states.keys()].join(', ')}.`,
  );
}

function refuse(from: MachineState, { trigger, entityId }: ReducerEvent, why: string): OnexError {
  return new OnexError('INVALID_STATE', `State ${from.name} does not accept ${trigger}: ${why}.`, {
    context: { state: from.name, trigger, entity_id: entityId },
  });
}
