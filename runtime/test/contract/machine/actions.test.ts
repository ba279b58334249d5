import { expect } from 'chai';
import { contractOf, issuesOf } from '../read.ts';

const machine = (parts: string): string =>
  `name: node_a_b_reducer\nnode_type: reducer\nstate_machine:\n  initial_state: a\n${parts}`;
const withActions = (list: string): string =>
  machine(`  states: [a]\n  transitions: [{from_state: a, to_state: a, trigger: go, actions: ${list}}]\n`);
const actions = (list: string): unknown =>
  contractOf(withActions(list)).stateMachine?.transitions[0]?.actions.map(({ name, type }) => [name, type]);

describe('the actions of a machine', () => {
  it('run by their order, which is 1 unless it is given, and else as they are written', () => {
    const list = '[{name: c, execution_order: 2}, b, {name: a, execution_order: 0}, {name: d}]';
    expect(actions(list)).to.deep.equal(['a', 'b', 'd', 'c'].map((name) => [name, 'other']));
    expect(actions('one')).to.deep.equal([['one', 'other']]);
  });

  const types = {
    intent_emission: ['emit_x', 'x_intent', 'x_intents'],
    state_update: ['mark_x', 'record_x', 'clear_x', 'set_x', 'reset_x', 'update_x', 'store_x'],
    other: ['re_emit_x', 'x_intention', 'unset_x', 'emit', 'mark'],
  } as const;
  for (const [type, names] of Object.entries(types)) {
    it(`are of type ${type} by their names`, () => {
      for (const name of names) expect(actions(`[${name}]`), name).to.deep.equal([[name, type]]);
    });
  }

  it('are of the type that they say, whatever their names', () => {
    for (const [action, name, type] of [
      ['{name: emit_x, type: log}', 'emit_x', 'other'],
      ['{name: y, type: EVENT}', 'y', 'intent_emission'],
      ['{action_name: set_y, action_type: emit_state}', 'set_y', 'intent_emission'],
      ['{action_name: y, action_type: data_change}', 'y', 'state_update'],
    ] as const) {
      expect(actions(`[${action}]`), action).to.deep.equal([[name, type]]);
    }
  });

  it('have the type of one mention in every other', () => {
    expect(actions('[{name: y, type: event}, y]')).to.deep.equal([
      ['y', 'intent_emission'],
      ['y', 'intent_emission'],
    ]);
  });

  it('are refused without a name, at their place', () => {
    expect(issuesOf(withActions('[{type: event}]'))).to.deep.equal([
      '6:69 state_machine.transitions[0].actions[0]: action_name is missing',
    ]);
  });
});

describe('the states of a machine', () => {
  const read = (states: string, initial = '') =>
    contractOf(
      `name: node_a_b_reducer\nnode_type: reducer\nstate_machine:\n  ${initial}\n  states: ${states}\n  transitions: [{from_state: a, to_state: b, trigger: go}]\n`,
    ).stateMachine;

  it('are terminal by any one of three forms, and by no false one', () => {
    for (const [state, terminal] of [
      ['is_terminal: true', true],
      ['is_terminal: false', false],
      ['state_type: final', true],
      ['state_type: terminal', true],
      ['state_type: normal', false],
      ['is_terminal: false, state_type: final', true],
    ] as const) {
      expect(read(`[a, {name: b, ${state}}]`)?.states[1]?.terminal, state).to.equal(terminal);
    }
  });

  it('start in the one that says so, by any of its forms', () => {
    for (const [state, initial] of [
      ['is_initial: true', 'b'],
      ['initial: yes', 'b'],
      ['initial_state: true', 'b'],
      ['state_type: initial', 'b'],
      ['is_initial: false', 'a'],
    ] as const) {
      expect(read(`[a, {name: b, ${state}}]`)?.initial, state).to.equal(initial);
    }
    expect(read('[a, {name: b, is_initial: true}]', 'initial: a')?.initial).to.equal('a');
  });

  it('may be a mapping by name', () => {
    expect(
      read('{a: {description: A.}, b: {is_terminal: true}}')?.states.map(({ name, terminal }) => [
        name,
        terminal,
      ]),
    ).to.deep.equal([
      ['a', false],
      ['b', true],
    ]);
  });
});

describe('a condition of a transition', () => {
  const required = (condition: string) =>
    contractOf(
      machine(
        `  states: [a]\n  transitions: [{from_state: a, to_state: a, trigger: go, conditions: [${condition}]}]\n`,
      ),
    ).stateMachine?.transitions[0]?.conditions[0]?.required;

  it('is required unless it says otherwise', () => {
    for (const [condition, expected] of [
      ['x exists', true],
      ['{expression: x exists}', true],
      ['{expression: x exists, required: true}', true],
      ['{expression: x exists, required: false}', false],
      ['{expression: x exists, required: "no"}', false],
    ] as const) {
      expect(required(condition), condition).to.equal(expected);
    }
  });

  it('does not shadow a later transition unless the earlier one has none that is required', () => {
    const two = (condition: string): readonly string[] =>
      issuesOf(
        machine(
          `  states: [a, b]\n  transitions:\n    - {from_state: a, to_state: b, trigger: go, conditions: [${condition}]}\n    - {from_state: a, to_state: a, trigger: go}\n`,
        ),
      );
    expect(two('x exists')).to.deep.equal([]);
    const [only, ...others] = two('{expression: x exists, required: false}');
    expect(others).to.deep.equal([]);
    expect(only).to.match(
      /^8:45 state_machine\.transitions\[1\]\.trigger: trigger "go" from "a" is never used/,
    );
  });
});
