import type { CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'rename',
  yeoman: 'onex:rename',
  argument: {
    name: 'names',
    description:
      'The old name, then the new one: NODE, NODE:OPERATION, NODE:STEP, NODE:STATE, NODE:OPERATION.FIELD, NODE.FIELD, a topic, or a domain',
    many: true,
    optional: true,
  },
  summary: 'Rename a node, an operation, a field, a step, a state, a topic, or a domain everywhere',
  examples: [
    'rename payment invoice',
    'rename payment:create payment:charge --dry-run',
    'rename payment:create.amount total',
    'rename onex.evt.billing.payment-completed.v1 onex.evt.billing.payment-settled.v1',
    'rename --undo',
  ],
};
