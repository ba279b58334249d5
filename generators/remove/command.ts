import type { CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'remove',
  yeoman: 'onex:remove',
  argument: {
    name: 'words',
    description:
      'A node, a version (NODE@VERSION), an operation (NODE:OPERATION), or a node, the kind of part, and its name',
    many: true,
    optional: true,
  },
  usage: 'NODE[@VERSION] | NODE:OPERATION | NODE operation|field|step|state|topic …',
  summary: 'Remove a node, a version of it, or a part of its contract',
  examples: [
    'remove payment',
    'remove payment@1.0.0',
    'remove payment:refund',
    'remove payment field create amount',
    'remove checkout step read_payment --dry-run --diff',
  ],
};
