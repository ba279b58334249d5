import { expect } from 'chai';
import { readContract } from '../../../src/contract/index.ts';

const contract = (state: string): string => `
name: node_shop_order_reducer
node_type: REDUCER_GENERIC
description: Follows orders.
state_machine:
  initial_state: open
  states:
    - { state_name: open, state_type: initial, description: Open. }
    - ${state}
  transitions:
    - { from_state: open, to_state: done, trigger: finish }
`;

/** What is said of the keys of the second state. */
function said(state: string): readonly string[] {
  const { issues } = readContract(contract(state), { file: 'contract.yaml' });
  return issues.map(({ message }) => message).filter((message) => message.includes('states[1]'));
}

describe('a terminal state of a contract', () => {
  it('may say all that the strict contract of Python demands', () => {
    const state =
      '{ state_name: done, state_type: terminal, is_terminal: true, is_recoverable: false, description: Done. }';
    expect(said(state)).to.deep.equal([]);
  });

  it('is one by its type alone', () => {
    const { contract: read } = readContract(contract('{ state_name: done, state_type: final }'), {
      file: 'x',
    });
    expect(read?.stateMachine?.states.map(({ terminal }) => terminal)).to.deep.equal([false, true]);
  });

  for (const state of [
    '{ state_name: done, is_terminal: true, is_recoverable: true }',
    '{ state_name: done, is_recoverable: false }',
    '{ state_name: done, is_recoverable: true }',
  ])
    it(`reports that it cannot honor ${state}`, () => {
      expect(said(state)).to.have.length(1);
      expect(said(state)[0]).to.contain('is_recoverable');
    });
});
