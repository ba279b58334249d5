import { expect } from 'chai';
import { nodeFromText } from './support.ts';

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
