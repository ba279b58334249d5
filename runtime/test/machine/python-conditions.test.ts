import { expect } from 'chai';
import fc from 'fast-check';
import { holds } from '../../src/machine/machine/conditions.ts';
import { contractOf, issuesOf } from '../contract/read.ts';

const contractText = (expression: string, fields: readonly string[] | null): string => {
  const input = fields === null ? '' : `, input_fields: ${JSON.stringify(fields)}`;
  return `name: n_reducer
node_type: reducer
operations: [{operation: go${input}}]
state_machine:
  initial_state: a
  states: [a, b]
  transitions: [{from_state: a, to_state: b, trigger: go, conditions: [${JSON.stringify(expression)}]}]
`;
};

const conditionOf = (
  expression: string,
  fields: readonly string[] | null = ['value: Any', 'limit: Decimal'],
) => {
  const condition = contractOf(contractText(expression, fields)).stateMachine?.transitions[0]?.conditions[0]
    ?.condition;
  if (condition === undefined) throw new Error(`${expression} is not a condition`);
  return condition;
};

const decide = (expression: string, payload: Readonly<Record<string, unknown>>): boolean =>
  holds(
    conditionOf(expression),
    { data: {}, event: { trigger: 'go', entityId: 'e', payload }, state: 'a' },
    {},
  );

/** A small model of omnibase-core's executor: equality compares `str(value)`, order compares `float(value)`. */
const model = {
  text(value: unknown): string {
    if (value === null) return 'None';
    if (value === true) return 'True';
    return value === false ? 'False' : String(value);
  },
  number(value: unknown): number {
    if (value === null) return Number.NaN;
    if (typeof value === 'boolean') return value ? 1 : 0;
    return typeof value === 'string' && !/\d/.test(value) ? Number.NaN : Number(value);
  },
  holds(value: unknown, operator: string, token: string): boolean {
    const [left, right] = [model.number(value), Number(token)];
    if (operator === '<') return left < right;
    if (operator === '<=') return left <= right;
    if (operator === '>') return left > right;
    if (operator === '>=') return left >= right;
    if (operator === '==') return model.text(value) === token;
    return operator === '!=' ? model.text(value) !== token : false;
  },
};

const number = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.5, 12.25, -3.5));
const decimal = fc.constantFrom('12.00', '12', '9.99', '-1.50', '10', '10.0', '0.50');
const value = fc.oneof(
  number,
  decimal,
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('open', 'None', 'True', ''),
);

describe('conditions as Python decides them', () => {
  it('decide an order and an equality with a number as omnibase-core does', () => {
    const token = fc.oneof(number.map(String), decimal);
    const operator = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
    fc.assert(
      fc.property(value, operator, token, (left, sign, right) => {
        expect(decide(`value ${sign} ${right}`, { value: left })).to.equal(model.holds(left, sign, right));
      }),
      { numRuns: 500 },
    );
  });

  it('decide an equality with text as omnibase-core does', () => {
    const token = fc.constantFrom('open', 'None', 'True', 'False', 'true', 'null', '12.00');
    fc.assert(
      fc.property(value, fc.constantFrom('==', '!='), token, (left, sign, right) => {
        expect(decide(`value ${sign} ${right}`, { value: left })).to.equal(model.holds(left, sign, right));
      }),
      { numRuns: 300 },
    );
  });

  it('decide membership by text', () => {
    expect(decide('value in 1,2', { value: 1 })).to.equal(true);
    expect(decide('value in 1,2', { value: '2' })).to.equal(true);
    expect(decide('value in 1.0,2', { value: 1 })).to.equal(false);
    expect(decide('value not_in open,closed', { value: null })).to.equal(true);
    expect(decide('value in None,closed', {})).to.equal(true);
  });

  it('compare a Decimal, which travels as text, as a number', () => {
    expect(decide('value >= 10', { value: '12.00' })).to.equal(true);
    expect(decide('value >= 10', { value: '9.99' })).to.equal(false);
    expect(decide('value > 9', { value: '10' })).to.equal(true);
    expect(decide('value >= 10', { value: '1_000' })).to.equal(true);
    expect(decide('value >= 10', { value: ' 11 ' })).to.equal(true);
  });

  it('give no order to what is not a number', () => {
    for (const absent of [
      {},
      { value: null },
      { value: '' },
      { value: 'ten' },
      { value: [] },
      { value: {} },
    ]) {
      for (const sign of ['<', '<=', '>', '>=']) {
        expect(decide(`value ${sign} 10`, absent), `${JSON.stringify(absent)} ${sign} 10`).to.equal(false);
      }
    }
  });

  it('take an unquoted word for the field of that name', () => {
    expect(decide('value <= limit', { value: 5, limit: '7.50' })).to.equal(true);
    expect(decide('value <= limit', { value: 9, limit: '7.50' })).to.equal(false);
    expect(decide('value <= limit', { value: 5 })).to.equal(false);
    expect(decide('value == limit', { value: 'limit', limit: '1' })).to.equal(false);
    expect(decide('value in limit', { value: 2, limit: [1, 2] })).to.equal(true);
    expect(decide('value not in limit', { value: 3, limit: 'a, 3' })).to.equal(false);
  });

  it('leave an order with an unknown word to the owner, and report it', () => {
    const unknown = 'value <= budgett';
    expect(conditionOf(unknown)).to.deep.include({ kind: 'guard', expression: unknown });
    expect(issuesOf(contractText(unknown, ['value: int']), 'warning').join('\n')).to.match(
      /becomes guard value_budgett/,
    );
    // An operation that does not list its fields may have one of this name.
    expect(conditionOf(unknown, null)).to.deep.include({ kind: 'compare_fields', other: 'budgett' });
  });

  it('compare with an unknown word as text, and report it', () => {
    expect(decide('value == open', { value: 'open' })).to.equal(true);
    expect(issuesOf(contractText('value == open', ['value: str']), 'warning').join('\n')).to.match(
      /^7:\d+ .*conditions\[0\].*"open" is not a field of the contract/m,
    );
    expect(issuesOf(contractText('value == "open"', ['value: str']), 'warning').join('\n')).to.not.match(
      /not a field/,
    );
  });

  it('report a boolean that Python spells in another way', () => {
    expect(issuesOf(contractText('value == true', ['value: bool']), 'warning').join('\n')).to.match(
      /write True/,
    );
    expect(issuesOf(contractText('value == True', ['value: bool']), 'warning').join('\n')).to.not.match(
      /True/,
    );
  });
});
