import type { CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'rename',
  yeoman: 'onex:rename',
  argument: {
    name: 'words',
    description:
      'The old name and the new one. The old one is a node, NODE:OPERATION, NODE:STEP, NODE:STATE, NODE:OPERATION.FIELD, NODE:MODEL.FIELD, NODE:config.SETTING, NODE.FIELD, a topic, or a domain. A new name that ends with / is a subfolder of nodes/',
    many: true,
    optional: true,
  },
  usage: 'OLD NEW | NODE operation|field|step|state|topic … NEW | --undo',
  summary: 'Rename a node, an operation, a field, a step, a state, a topic, or a domain everywhere',
  examples: [
    'rename payment invoice',
    'rename payment:create payment:charge --dry-run',
    'rename payment:create.amount total',
    'rename onex.evt.billing.payment-completed.v1 onex.evt.billing.payment-settled.v1',
    'rename payment sales/',
    'rename --undo',
  ],
};
