import { expect } from 'chai';
import type { Contract, StateMachine } from '../../src/contract/index.ts';
import { isOnexError, OnexError } from '../../src/errors/index.ts';
import {
  createReducerMachine,
  machineOf,
  type MachineCode,
  type ReducerState,
} from '../../src/machine/index.ts';
import { contractOf } from '../sample/contract-of.ts';

const CONTRACT = (machine: string): Contract =>
  contractOf(`
name: node_shop_door_reducer
contract_version: {major: 1, minor: 0, patch: 0}
node_type: REDUCER_GENERIC
description: A door.
input_model: shop.models.ModelDoorInput
output_model: shop.models.ModelDoorOutput
${machine}`);

const DOOR = machineOf(
  CONTRACT(`
state_machine:
  initial_state: closed
  states:
    - {state_name: closed, entry_actions: [note_entry], exit_actions: [note_exit]}
    - {state_name: open, entry_actions: [note_entry], exit_actions: [note_exit], required_data: [guest]}
    - {state_name: "sold #1.a", is_terminal: true}
  transitions:
    - from_state: closed
      to_state: open
      trigger: open
      conditions: [{expression: "guest is_present", required: true}, {expression: "age >= 18", required: true}]
      actions: [{action_name: let_in, action_type: state_update}]
    - {from_state: closed, to_state: closed, trigger: knock, actions: [{action_name: note_knock}]}
    - {from_state: open, to_state: closed, trigger: close}
    - {from_state: closed, to_state: open, trigger: force, conditions: [{expression: "the owner says so", required: true}]}
    - {from_state: "*", to_state: "sold #1.a", trigger: "sell*"}
`),
);

interface Door {
  log: string[];
  guest?: string;
}

const code = (machine: StateMachine, ownerSays = true): MachineCode<Door> => {
  const note =
    (word: string): MachineCode<Door>['actions'][string] =>
    ({ data }) => ({ data: { log: [...data.log, word] }, intents: [{ name: word, payload: {} }] });
  const guards = machine.transitions
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ condition }) => (condition.kind === 'guard' ? [condition.name] : []));
  return {
    actions: {
      note_entry: note('entry'),
      note_exit: note('exit'),
      note_knock: note('knock'),
      let_in: ({ data, event }) => ({
        data: { guest: String(event.payload['guest']), log: [...data.log, 'in'] },
      }),
    },
    guards: Object.fromEntries(guards.map((name) => [name, () => ownerSays])),
  };
};

const event = (trigger: string, payload: Record<string, unknown> = {}) => ({
  trigger,
  entityId: 'door-1',
  payload,
});
const door = createReducerMachine<Door>(DOOR, code(DOOR), { log: [] });
const closed: ReducerState<Door> = { state: 'closed', data: { log: [] } };
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isOnexError(error) && error.code === 'INVALID_STATE') return error.message;
    throw error;
  }
  throw new Error('was not refused');
};

describe('reducer machine', () => {
  it('runs exit, transition and entry actions in this order, each seeing what the one before changed', () => {
    const { state, intents } = door.reduce(closed, event('open', { guest: 'Ada', age: 36 }));
    expect(state).to.deep.equal({ state: 'open', data: { guest: 'Ada', log: ['exit', 'in', 'entry'] } });
    expect(intents.map(({ name }) => name)).to.deep.equal(['exit', 'entry']);
  });

  it('leaves and enters the state again where a transition leads back to it', () => {
    const { state } = door.reduce(closed, event('knock'));
    expect(state).to.deep.equal({ state: 'closed', data: { log: ['exit', 'knock', 'entry'] } });
  });

  it('lets a new entity enter the initial state first', () => {
    const { state } = door.reduce(null, event('knock'));
    expect(state.data.log).to.deep.equal(['entry', 'exit', 'knock', 'entry']);
  });

  it('changes nothing of what it is given, and gives the same for the same', () => {
    const before: ReducerState<Door> = { state: 'closed', data: { log: [] } };
    const first = door.reduce(before, event('knock'));
    expect(before).to.deep.equal({ state: 'closed', data: { log: [] } });
    expect(door.reduce(before, event('knock'))).to.deep.equal(first);
  });

  it('takes a wildcard transition from every state, whatever characters names have', () => {
    for (const name of ['closed', 'open']) {
      const { state } = door.reduce({ state: name, data: { log: [] } }, event('sell*'));
      expect(state.state).to.equal('sold #1.a');
    }
    expect(refusal(() => door.reduce(closed, event('sell')))).to.include('does not accept sell');
  });

  it('refuses a trigger that the state does not take, naming those it takes', () => {
    expect(refusal(() => door.reduce(closed, event('close')))).to.equal(
      'State closed does not accept close: it accepts open, knock, force, sell*.',
    );
  });

  it('refuses when a condition does not hold, naming it', () => {
    expect(refusal(() => door.reduce(closed, event('open', { age: 36 })))).to.include('guest is present');
    expect(refusal(() => door.reduce(closed, event('open', { guest: 'Tim', age: 9 })))).to.include(
      'age >= 18',
    );
    const strict = createReducerMachine<Door>(DOOR, code(DOOR, false), { log: [] });
    expect(refusal(() => strict.reduce(closed, event('force', { guest: 'Ada' })))).to.include(
      'the owner says so',
    );
    expect(door.reduce(closed, event('force', { guest: 'Ada' })).state.state).to.equal('open');
  });

  it('refuses a state whose required data is missing', () => {
    expect(refusal(() => door.reduce(closed, event('force')))).to.include('requires guest');
  });

  it('refuses everything in a terminal state, and a state it does not know', () => {
    const sold = { state: 'sold #1.a', data: { log: [] } };
    expect(refusal(() => door.reduce(sold, event('sell*')))).to.include('terminal');
    expect(refusal(() => door.reduce({ state: 'gone', data: { log: [] } }, event('sell*')))).to.include(
      '"gone"',
    );
  });

  it('gives a contract without a machine one state that every operation leads back to', () => {
    const machine = machineOf(
      CONTRACT(`annotations:
  operations: [{operation: count, input_fields: [], output_fields: []}]`),
    );
    const counter = createReducerMachine<{ count: number }>(
      machine,
      { actions: { count: ({ data }) => ({ data: { count: data.count + 1 } }) } },
      { count: 0 },
    );
    const once = counter.reduce(null, event('count')).state;
    expect(counter.reduce(once, event('count')).state.data).to.deep.equal({ count: 2 });
  });

  it('takes a wildcard transition only from states without one of their own for the trigger', () => {
    const machine = machineOf(
      CONTRACT(`
state_machine:
  initial_state: open
  states: [open, held, cancelled, refunded]
  transitions:
    - {from_state: open, to_state: refunded, trigger: cancel, conditions: ["paid == True"]}
    - {from_state: "*", to_state: cancelled, trigger: cancel}
`),
    );
    const reducer = createReducerMachine<object>(machine, { actions: {} }, {});
    const cancel = (state: string, paid: boolean): string =>
      reducer.reduce({ state, data: {} }, { trigger: 'cancel', entityId: 'e', payload: { paid } }).state
        .state;
    expect(cancel('open', true)).to.equal('refunded');
    expect(cancel('held', false)).to.equal('cancelled');
    expect(() => cancel('open', false)).to.throw(OnexError, /not met: paid == "True"/);
  });
});
