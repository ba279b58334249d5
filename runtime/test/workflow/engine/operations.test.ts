import { expect } from 'chai';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import type { Step } from '../../../src/workflow/index.ts';
import { ENGINES } from '../engines.ts';
import { planOf } from '../sample-plan.ts';

const begin = { workflowId: '11111111-1111-5111-8111-111111111111', envelope: createEnvelope({}), input: {} };

for (const { name, engine } of ENGINES) {
  describe(`two operations of one orchestrator, engine ${name}`, () => {
    it('run only the steps that are for them, and both run the others', async () => {
      const code: Step = { run: ({ operation }) => operation };
      const plan = planOf({
        operations: ['book', 'quote'],
        steps: {
          price: { code },
          charge: { after: ['price'], extra: ', for_operations: [book]', code },
          tell: { after: ['charge'], extra: ', for_operations: [book, quote]', code },
        },
      });
      const booked = await engine.begin(plan, { ...begin, operation: 'book' }, 0);
      expect(booked.outputs.at(-1)?.payload).to.deep.equal({
        price: 'book',
        charge: 'book',
        tell: 'book',
      });
      const quoted = await engine.begin(plan, { ...begin, operation: 'quote' }, 0);
      expect(quoted.outputs.at(-1)?.payload).to.deep.equal({
        price: 'quote',
        tell: 'quote',
      });
    });

    it('must be operations of the contract', () => {
      const steps = { charge: { extra: ', for_operations: [cancel]' } };
      expect(() => planOf({ operations: ['book'], steps })).to.throw(/charge is for the operation cancel/u);
    });
  });
}
