import type { CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'project',
  yeoman: 'onex',
  argument: { name: 'dir', description: 'Folder of the project; the current one when not given' },
  summary: 'Create a project for nodes',
  examples: ['project shop --yes', 'project shop --domain billing --description "Sells things" --yes'],
};
