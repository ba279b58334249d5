import { NODE_NAME, type CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'effect',
  yeoman: 'onex:effect',
  argument: NODE_NAME,
  summary: 'Add an effect: it performs I/O, with one handler per operation',
  examples: ['effect payment --domain billing', 'effect payment --operations create,read --yes'],
};
