import { expect } from 'chai';
import fc from 'fast-check';
import { contractOf } from '../read.ts';

const guardsOf = (expressions: readonly string[]): ReadonlyMap<string, string> => {
  const conditions = JSON.stringify(expressions);
  const text = `name: n_reducer
node_type: reducer
state_machine:
  initial_state: a
  states: [a, b]
  transitions: [{from_state: a, to_state: b, trigger: go, conditions: ${conditions}}]
`;
  const found = contractOf(text).stateMachine?.transitions[0]?.conditions ?? [];
  return new Map(
    found.flatMap(({ condition }) =>
      condition.kind === 'guard' ? [[condition.expression, condition.name]] : [],
    ),
  );
};

describe('names of guards', () => {
  it('differ where only the operators of two expressions differ', () => {
    const names = guardsOf(['total > limit * 2', 'total <= limit * 2', 'total > limit * 3']);
    expect([...names.values()]).to.deep.equal([
      'total_gt_limit_times_2',
      'total_le_limit_times_2',
      'total_limit_3',
    ]);
  });

  it('differ where only what no name can hold differs', () => {
    const long = 'x '.repeat(60);
    const names = guardsOf(['is it §?', 'is it €?', 'Is It §?', '§', '€', `${long}a`, `${long}b`]);
    expect(new Set(names.values()).size).to.equal(7);
    for (const name of names.values()) expect(name).to.match(/^[a-z][a-z0-9_]*$/);
  });

  it('do not depend on the order of the conditions', () => {
    const expressions = ['a > b * 2', 'a < b * 2', 'A > b * 2', 'c d'];
    expect(new Map(guardsOf(expressions.toReversed()))).to.deep.equal(new Map(guardsOf(expressions)));
  });

  it('are one for each distinct expression', () => {
    const expression = fc
      .array(fc.constantFrom('a', 'b', '2', '*', '>', '<=', '!', '§', '_', 'gt', 'x1f3870be'), {
        minLength: 2,
        maxLength: 6,
      })
      .map((words) => `is ${words.join(' ')} so`);
    fc.assert(
      fc.property(fc.uniqueArray(expression, { maxLength: 12 }), (expressions) => {
        const names = guardsOf(expressions);
        expect(names.size).to.equal(expressions.length);
        expect(new Set(names.values()).size).to.equal(names.size);
      }),
      { numRuns: 200 },
    );
  });
});
