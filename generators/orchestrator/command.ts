import { NODE_NAME, type CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'orchestrator',
  yeoman: 'onex:orchestrator',
  argument: NODE_NAME,
  summary: 'Add an orchestrator: it runs a workflow of other nodes',
  examples: ['orchestrator checkout --domain billing --steps payment:create --yes'],
};
