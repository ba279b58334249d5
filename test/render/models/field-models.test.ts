import { expect } from 'chai';
import { nodeFromText, textOf } from '../support.ts';

const contractOf = (model: string): string => `name: node_a_b_effect
node_type: effect
io_operations:
  - operation: go
    input_fields: {x: ${model}, many: 'list[${model}]'}
    output_fields: {y: ${model}}
`;

describe('models of a contract', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
    it(`may be called ${name}, as what every object inherits`, async () => {
      const { unit } = await nodeFromText(contractOf(name), true);
      const models = unit.files.filter(({ path }) => path.includes('/models/'));
      expect(models.some(({ contents }) => String(contents).includes('z.looseObject({})'))).to.equal(true);
    });
  }
});

describe('the test of a reducer', () => {
  const machine = (transitions: string): string => `name: node_a_b_reducer
node_type: reducer
state_machine: {initial_state: a, states: [a, b], transitions: [${transitions}]}
`;
  const refusal = 'rejects an event that has no transition from the state';

  it('refuses no event where the machine knows none', async () => {
    const { unit } = await nodeFromText(machine(''), false);
    expect(textOf(unit, 'v1_0_0/node.test.ts')).not.to.contain(refusal);
  });

  it('refuses a trigger of another state', async () => {
    const { unit } = await nodeFromText(machine('{from_state: b, to_state: a, trigger: go}'), false);
    expect(textOf(unit, 'v1_0_0/node.test.ts')).to.contain(refusal);
  });
});
