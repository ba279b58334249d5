import { expect } from 'chai';
import { contractOf, issuesOf } from '../read.ts';

const reducer = (machine: string): string =>
  `name: node_shop_order_reducer\nnode_type: REDUCER_GENERIC\nstate_machine:\n${machine}`;

const GOOD = reducer(`
  initial_state: idle
  states:
    - {state_name: idle}
    - {state_name: busy, entry_actions: [emit_start], exit_actions: [clear_all], required_data: [node_id]}
    - {state_name: over}
  transitions:
    - {from_state: idle, to_state: busy, trigger: start, conditions: [{expression: "node_id is_present", required: true}], actions: [{action_name: build, action_type: intent_emission}]}
    - {from_state: [busy, idle], to_state: over, trigger: stop}
    - {from_state: "*", to_state: idle, trigger: reset, actions: [{action_name: clear_all, action_type: state_update}]}
  terminal_states: []
  persistence_enabled: yes
`);

describe('the state machine of a reducer', () => {
  it('is read with its actions, conditions and wildcard; its triggers are the operations', () => {
    const { stateMachine, operations } = contractOf(GOOD);
    expect(operations.map(({ name }) => name)).to.deep.equal(['start', 'stop', 'reset']);
    expect(stateMachine).to.deep.include({ initial: 'idle', persistent: true });
    expect(stateMachine?.states[1]).to.deep.include({
      entry: [{ name: 'emit_start', type: 'intent_emission' }],
      exit: [{ name: 'clear_all', type: 'state_update' }],
      requiredData: ['node_id'],
    });
    expect(stateMachine?.transitions.map(({ from, to }) => `${from}>${to}`)).to.deep.equal([
      'idle>busy',
      'busy>over',
      'idle>over',
      '*>idle',
    ]);
    expect(stateMachine?.transitions[0]?.conditions).to.deep.equal([
      { condition: { kind: 'present', field: 'node_id' }, required: true },
    ]);
  });

  const conditionOf = (expression: string): unknown => {
    const text = `name: n_reducer\nnode_type: reducer\nstate_machine:\n  initial_state: a\n  states: [a, b]\n  transitions: [{from_state: a, to_state: b, trigger: go, conditions: [${JSON.stringify(expression)}]}]\n`;
    return contractOf(text).stateMachine?.transitions[0]?.conditions[0]?.condition;
  };

  it('may say in several ways that a state is terminal', () => {
    const machine = (state: string, terminal: string): string =>
      reducer(`
  initial_state: open
  states: [{state_name: open}, {state_name: done, ${state}}]
  transitions: [{from_state: open, to_state: done, trigger: end}]
  terminal_states: [${terminal}]
`);
    for (const state of [
      'is_terminal: true',
      'state_type: terminal',
      'is_terminal: true, state_type: terminal',
    ]) {
      for (const terminal of ['', 'done']) {
        const text = machine(state, terminal);
        expect(contractOf(text).stateMachine?.states[1]?.terminal, text).to.equal(true);
        expect(
          issuesOf(text).filter((issue) => JSON.stringify(issue).includes('not understood')),
        ).to.deep.equal([]);
      }
    }
  });

  it('parses the words of the Python executor for lengths, contents and lists', () => {
    expect(conditionOf('sources min_length 1')).to.deep.equal({
      kind: 'min_length',
      field: 'sources',
      length: 1,
    });
    expect(conditionOf('name max_length 0')).to.deep.include({ kind: 'max_length', length: 0 });
    expect(conditionOf('name contains "a b"')).to.deep.include({ kind: 'contains', value: 'a b' });
    expect(conditionOf('error not_exists _')).to.deep.equal({ kind: 'absent', field: 'error' });
    expect(conditionOf('name exists _')).to.deep.equal({ kind: 'present', field: 'name' });
    expect(conditionOf('status in new,open')).to.deep.include({ operator: 'in', value: ['new', 'open'] });
    expect(conditionOf('count greater_than_or_equal 3')).to.deep.include({ operator: '>=', value: 3 });
    expect(conditionOf('name min_length many')).to.deep.include({ kind: 'guard' });
    expect(conditionOf('name min_length 99999999999')).to.deep.include({ kind: 'guard' });
  });

  it('takes a regular expression only where no text can make it run long', () => {
    const matches = (pattern: string): unknown => conditionOf(`id matches ${pattern}`);
    expect(matches('^[A-Z]{2,3}-\\d+$')).to.deep.equal({
      kind: 'matches',
      field: 'id',
      source: '^[A-Z]{2,3}-\\d+$',
      longest: 2048,
    });
    expect(matches('"v[0-9]"')).to.deep.include({ kind: 'matches', source: '^v[0-9]', longest: null });
    expect(matches('\\d+\\.\\d+\\.\\d+')).to.deep.include({ longest: 256 });
    for (const pattern of [
      '(a+)+$',
      '(a|a)*b',
      '(?:x|y)',
      'a?a?a?a?aaaa',
      '.*.*.*.*=',
      '(?=a)a',
      '(a)\\1',
      'a|b',
      '[z-a]',
      'a{3,1}',
      'a++',
      '[',
      '\\p{L}',
      '\\',
    ])
      expect(matches(pattern), pattern).to.deep.include({ kind: 'guard' });
  });

  it('parses conditions and never runs them', () => {
    expect(conditionOf('x is_valid')).to.deep.equal({ kind: 'valid', field: 'x' });
    expect(conditionOf('x exists true')).to.deep.equal({ kind: 'present', field: 'x' });
    expect(conditionOf('data.amount >= 10')).to.deep.equal({
      kind: 'compare',
      field: 'data.amount',
      operator: '>=',
      value: 10,
    });
    expect(conditionOf('kind not in ["a", b]')).to.deep.equal({
      kind: 'compare',
      field: 'kind',
      operator: 'not_in',
      value: ['a', 'b'],
    });
    expect(conditionOf('x == true')).to.deep.equal({
      kind: 'compare',
      field: 'x',
      operator: '==',
      value: true,
    });
    expect(conditionOf('process.exit(1)')).to.deep.equal({
      kind: 'guard',
      name: 'process_exit_1',
      expression: 'process.exit(1)',
    });
    expect(conditionOf('a > b * 2')).to.deep.include({ kind: 'guard', name: 'a_b_2' });
  });

  it('starts in the state that the machine names, else in the one that says so, else in the first one', () => {
    const machine = (states: string, initial = ''): string =>
      `name: node_a_b_reducer\nnode_type: reducer\nstate_machine: {${initial}states: [${states}], transitions: []}\n`;
    const initialOf = (text: string): string | undefined => contractOf(text).stateMachine?.initial;
    const told = (text: string): string => issuesOf(text, 'warning').join('\n');
    const named = machine('a, b', 'initial_state: b, ');
    expect(initialOf(named)).to.equal('b');
    for (const mark of ['is_initial: yes', 'initial_state: true', 'state_type: initial']) {
      const marked = machine(`a, {state_name: b, ${mark}}`);
      expect(initialOf(marked), mark).to.equal('b');
      expect(told(marked)).to.not.contain('not understood').and.not.contain('initial_state is missing');
    }
    expect(initialOf(machine('a, b'))).to.equal('a');
    expect(told(machine('a, b'))).to.contain('initial_state is missing; the first state, "a", is taken');
    const both = machine('{state_name: a, is_initial: true}, b', 'initial_state: b, ');
    expect(initialOf(both)).to.equal('b');
    expect(told(both)).to.contain('is not the initial state: "b" is');
  });

  it('orders transitions of one trigger by priority, highest first', () => {
    const text = reducer(`
  initial_state: a
  states: [a, b, c]
  transitions:
    - {from_state: a, to_state: b, trigger: go}
    - {from_state: a, to_state: c, trigger: go, priority: 5, conditions: [x is_present]}
`);
    expect(contractOf(text).stateMachine?.transitions.map(({ to }) => to)).to.deep.equal(['c', 'b']);
  });

  it('refuses unknown and repeated states and shadowed triggers, each with its line', () => {
    const text = reducer(`  initial_state: nowhere
  states: [a, b, a]
  transitions:
    - {from_state: a, to_state: c, trigger: go}
    - {from_state: a, to_state: b, trigger: go}
`);
    expect(issuesOf(text)).to.deep.equal([
      '4:18 state_machine.initial_state: state "nowhere" does not exist; known states: "a", "b"',
      '5:18 state_machine.states[2]: state "a" is listed twice; remove one',
      '7:33 state_machine.transitions[0].to_state: state "c" does not exist; known states: "a", "b"',
      '8:45 state_machine.transitions[1].trigger: trigger "go" from "a" is never used: an earlier transition without a required condition precedes it; add a condition to that one, or remove this one',
    ]);
  });

  it('warns of states nothing leads to and of ways out of terminal ones', () => {
    const text = reducer(`
  initial_state: a
  states: [a, b, {state_name: lost}]
  terminal_states: [b]
  transitions: [{from_state: a, to_state: b, trigger: x}, {from_state: b, to_state: a, trigger: y}]
`);
    const found = issuesOf(text, 'warning').join('\n');
    expect(found).to.contain('state "lost" can never be reached from "a"');
    expect(found).to.contain('"b" is terminal, so this transition is never used');
  });
});
