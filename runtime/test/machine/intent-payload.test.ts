import { expect } from 'chai';
import { z } from 'zod';
import { intentPayload } from '../../src/machine/machine/intent-payload.ts';

describe('the payload of an intent', () => {
  const payload = { sku: 'tea' };
  const named = { entity_id: 'a', sku: 'tea' };
  const cases = [
    ['without a model', undefined, false, named],
    ['of a model that the contract names alone', undefined, true, payload],
    ['of an open model of the contract', z.looseObject({}), true, payload],
    ['of a strict model of the contract', z.strictObject({ sku: z.string() }), true, payload],
    ['of a model with the field', z.strictObject({ sku: z.string(), entity_id: z.string() }), true, named],
    ['of an open model of the code', z.looseObject({}), false, named],
    ['of a strict model of the code', z.strictObject({ sku: z.string() }), false, payload],
  ] as const;
  for (const [what, model, isDeclared, expected] of cases)
    it(`${expected === named ? 'has' : 'lacks'} the entity’s id: ${what}`, () => {
      expect(intentPayload({ name: 'ship', payload }, 'a', model, isDeclared)).to.deep.equal(expected);
    });
});
