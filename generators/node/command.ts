import { NODE_NAME, type CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'node',
  yeoman: 'onex:node',
  argument: NODE_NAME,
  summary: 'Add a node and ask which kind',
  examples: ['node payment --kind effect --domain billing --yes'],
};
