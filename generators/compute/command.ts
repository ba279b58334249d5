import { NODE_NAME, type CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'compute',
  yeoman: 'onex:compute',
  argument: NODE_NAME,
  summary: 'Add a compute: a pure function of its input',
  examples: ['compute price --domain billing --yes'],
};
