import type { CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'add',
  yeoman: 'onex:add',
  argument: {
    name: 'words',
    description:
      'A node, the kind of part to add (operation, field, step, state, or topic), and its name; NODE@VERSION selects a version',
    many: true,
    optional: true,
  },
  usage: 'NODE operation|field|step|state|topic …',
  summary: 'Add an operation, a field, a step, a state, or a topic to a node',
  examples: [
    'add payment operation refund --input "entity_id: str, amount: Decimal"',
    'add payment field create amount: Decimal',
    'add checkout step payment:refund --after create_payment',
    'add order state archived --from completed --on archive --terminal',
    'add payment topic onex.evt.billing.invoice-sent.v1 --direction subscribe',
  ],
};
